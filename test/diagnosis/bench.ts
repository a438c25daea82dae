/** @file Arranges a case as it comes about in life: a server of a family, a payer that was made from its documents, a client that its operator registered. */
import type { FieldName } from '#core/domain/payer/fields.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import type { PayerChanges } from '#core/domain/payer/change.ts';
import { publicJwks } from '#core/domain/keys/jwks.ts';
import type { KeyKind } from '#core/domain/keys/key-record.ts';
import { openFindings } from '#core/domain/payer/findings.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Clock, Ports } from '#core/ports.ts';
import { acceptFinding } from '#core/use-cases/accept-finding.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { importAddress, importTexts } from '#core/use-cases/import-documents.ts';
import { judgedAmongAll } from '#core/use-cases/judge-payer.ts';
import { generateKey, keepKeyFile } from '#core/use-cases/payer-keys.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import { clock as systemClock } from '#node/clock.ts';
import { connectionsOver } from '#node/connections.ts';
import { keyFiles } from '#node/keys/key-files.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';
import { webOver } from '#node/web.ts';
import { memoryPorts } from '../memory-ports.ts';
import type { Authority } from '../servers/authority.ts';
import type { Client } from '../servers/families/family.ts';

export const clientId = 'requesting-payer';
export const ref = 'northlake@test';

/** The real adapters over a store and a vault in memory. `ours`: our clock against the true time. */
export function benchPorts({ oursAheadSeconds = 0 }: { oursAheadSeconds?: number } = {}): Ports {
  const clock: Clock = {
    ...systemClock,
    now: () => new Date(systemClock.now().getTime() + oursAheadSeconds * 1000),
  };
  const vault = memoryVault(clock, 'good');
  const connections = connectionsOver({ vault, systemProxy: () => Promise.resolve('') });
  return memoryPorts({
    clock,
    vault,
    keyFiles,
    web: webOver(connections),
    // Seconds that a person would wait are not what is tried here.
    tokenEndpoint: tokenEndpointOver(connections, { seconds: 2 }),
  });
}

export interface PayerWish {
  /** What it published, or the address to discover it at. */
  readonly documents: readonly { readonly address: string; readonly text: string }[] | string;
  readonly authority: Pick<Authority, 'certificatePem'>;
  /** What it has to sign with; absent: EC P-384. */
  readonly key?: KeyKind | { readonly pem: string };
  readonly secret?: string;
  /** What a person typed. */
  readonly fields?: Partial<Record<FieldName, string>>;
  readonly network?: Pick<PayerChanges, 'proxy' | 'allowPrivate'>;
  /** Whether the certificate of its key is shown to servers. */
  readonly showsCertificate?: boolean;
}

/** A payer as a person would have made it, with everything about whom we talk to looked at and accepted. */
export async function makePayer(ports: Ports, wish: PayerWish): Promise<Payer> {
  await createPayer(ports, { ref, name: 'Northlake Mutual' });
  const empty = await ports.store.payer(ref);
  const authorities = [wish.authority.certificatePem];
  await ports.store.savePayer({
    ...empty,
    network: { ...empty.network, authorities, allowPrivate: true, proxy: 'none' },
  });
  await readDocuments(ports, wish.documents);
  await giveCredential(ports, wish);
  const payer = await ports.store.payer(ref);
  const mode = wish.secret === undefined ? 'PRIVATE_KEY_JWT' : 'CLIENT_SECRET_BASIC';
  const clientKeyId = wish.showsCertificate === true ? (payer.keys[0]?.id ?? null) : null;
  const fields = { clientId, clientAuthenticationMode: mode, requestScopes: 'system/*.read', ...wish.fields };
  return saveConfirmed(ports, changePayer(payer, { fields, clientKeyId, ...wish.network }));
}

async function readDocuments(ports: Ports, documents: PayerWish['documents']): Promise<void> {
  if (typeof documents === 'string') {
    await importAddress(ports, { ref, address: documents });
    return;
  }
  const texts = documents.map(({ address, text }) => ({
    bytes: new TextEncoder().encode(text),
    name: address,
    retrievedFrom: address,
  }));
  await importTexts(ports, { ref, texts });
}

async function giveCredential(ports: Ports, { key = 'EC-P-384', secret }: PayerWish): Promise<void> {
  if (secret !== undefined) {
    await keepSecret(ports, ref, new Secret(secret));
  } else if (typeof key === 'string') {
    await generateKey(ports, { ref, kind: key });
  } else {
    const file = await ports.keyFiles.read({ bytes: new TextEncoder().encode(key.pem), passphrase: null });
    await keepKeyFile(ports, { ref, file, fileName: 'key.pem', sharing: null });
  }
}

/** Saves it with every finding that waits for a look accepted: a person looked. */
export async function saveConfirmed(ports: Ports, given: Payer): Promise<Payer> {
  const saved = await ports.store.savePayer(await judgedAmongAll(ports, given));
  const by = { reason: 'told by phone', by: 'ana', at: ports.clock.now().toISOString() };
  const waiting = openFindings(saved).filter(({ gate }) => gate === 'confirm');
  const accepted = waiting.reduce((sum, { code, member }) => acceptFinding(sum, { code, member, ...by }), saved);
  return ports.store.savePayer(accepted);
}

/** As the payer's registration sheet says it, with what a case changes of it. */
export function clientOf(payer: Payer, secret: string | undefined, changes: Partial<Client> = {}): Client {
  return {
    clientId: valueOf(payer, 'clientId'),
    scopes: valueOf(payer, 'requestScopes').split(' '),
    ...(secret === undefined ? { keys: publicJwks(payer).keys } : { secret }),
    ...changes,
  };
}
