/**
 * @file The property lines that load a seed file at start-up (smile-cdr §7.1). (1) Keys that belong to a module stand under its id. (2) What
 * is not documented is said to be so.
 */
import type { PayerRef } from '../../payer/payer.ts';
import { keystoreFor } from '../../push/keystore.ts';
import type { ServerDefinition } from '../server-definition.ts';
import { secretVariable } from './seed-file.ts';

export function seedProperties(definition: ServerDefinition, ref: PayerRef): string {
  const { moduleId, clientAuthenticationMode } = definition;
  const lines = [
    `# ${ref}: the file that definition --dialect seed-file writes, in classes/config_seeding/ of the Smile CDR host.`,
    '# Several payers of one module: their “servers” in one list, for a module has one such file.',
    `module.${moduleId}.config.seed_servers.file=classpath:/config_seeding/seed-servers.json`,
    ...(clientAuthenticationMode === 'PRIVATE_KEY_JWT' ? keystoreLines(ref) : secretLines(ref)),
    '',
    '# DATABASE, the default: properties count at the first start only. PROPERTIES: the files win at every start.',
    '# Whether a changed seed file changes a definition that is there is not documented.',
    '# node.propertysource=DATABASE',
  ];
  return `${lines.join('\n')}\n`;
}

function secretLines(ref: PayerRef): string[] {
  return [
    '',
    `# The file reads the client secret from the environment of the Smile CDR process: ${secretVariable(ref)}`,
  ];
}

/** That a value may be read from the environment is told of clients, servers and users, and not of keystores. */
function keystoreLines(ref: PayerRef): string[] {
  const { id, filePath } = keystoreFor(ref, []);
  return [
    '',
    `# {"keystores":[{"keystoreId":"${id}","filePath":"${filePath}"}]} in keystores.json; the private JWKS lies at that path.`,
    '# The module id of the Cluster Manager is clustermgr where nobody has changed it.',
    'module.clustermgr.config.seed_keystores.file=classpath:/config_seeding/keystores.json',
  ];
}
