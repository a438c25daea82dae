/** @file The file of `seed_servers.file` (smile-cdr §7.1): the Admin API's object in a list, the secret by reference. */
import type { PayerRef } from '../../payer/payer.ts';
import { partsOf } from '../../payer/payer.ts';
import type { ServerDefinition } from '../server-definition.ts';
import type { WireMember } from '../wire-names.ts';
import { secretKey } from '../wire-names.ts';
import { adminApiCannotCarry, readAdminApi, writeAdminApi } from './admin-api.ts';
import type { CannotCarry } from './cannot-carry.ts';

export const seedFileCannotCarry: CannotCarry = adminApiCannotCarry;

/** The environment variable that holds the secret on the Smile CDR host: P2P_NORTHLAKE_TEST_CLIENT_SECRET. */
export function secretVariable(ref: PayerRef): string {
  const { slug, environment } = partsOf(ref);
  return `P2P_${slug}_${environment}_CLIENT_SECRET`.toUpperCase().replaceAll('-', '_');
}

export function writeSeedFile(definition: ServerDefinition, ref: PayerRef): { servers: Record<string, string>[] } {
  const server = writeAdminApi(definition);
  if (definition.clientAuthenticationMode === 'CLIENT_SECRET_BASIC')
    server[secretKey] = `#{env['${secretVariable(ref)}']}`;
  return { servers: [server] };
}

/** Each server of the file. An entry that is no object is left out. */
export function readSeedFile(file: { readonly servers: readonly unknown[] }): Partial<Record<WireMember, string>>[] {
  return file.servers
    .filter((server): server is Record<string, unknown> => typeof server === 'object' && server !== null)
    .map(readAdminApi);
}
