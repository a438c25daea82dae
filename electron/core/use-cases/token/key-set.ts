/** @file The payer's key set, as it is now; where it cannot be read, as it was kept when its documents were read. */
import { addressFlaw } from '../../domain/address.ts';
import { Fault } from '../../domain/fault.ts';
import { readJson } from '../../domain/json/read-json.ts';
import type { JsonObject } from '../../domain/json/read-json.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Ports } from '../../ports.ts';
import { explainUnanswered } from '../explain-unanswered.ts';
import { networkOf } from '../network-of.ts';

export type KeySet =
  { readonly is: 'keys'; readonly keys: readonly unknown[] } | { readonly is: 'none'; readonly reason: string };

type Needs = Pick<Ports, 'web' | 'store'>;

/** Never throws for what the network or a stranger did. */
export async function keySetOf(ports: Needs, payer: Payer, signal?: AbortSignal): Promise<KeySet> {
  const now = await readNow(ports, payer, signal);
  if (now.is === 'keys') return now;
  return (await readKept(ports, payer)) ?? now;
}

async function readNow({ web }: Needs, payer: Payer, signal?: AbortSignal): Promise<KeySet> {
  const address = valueOf(payer, 'jwksEndpoint');
  if (address === '') return { is: 'none', reason: 'the JWKS Endpoint is not known.' };
  const flaw = addressFlaw(address);
  if (flaw !== null && flaw !== 'not-https') return { is: 'none', reason: 'the JWKS Endpoint is no address to ask.' };
  const answer = await web.get(address, networkOf(payer), signal);
  if (answer.is === 'failed') return { is: 'none', reason: explainUnanswered(answer, address).says };
  if (answer.status !== 200) return { is: 'none', reason: `the JWKS Endpoint answered ${String(answer.status)}.` };
  const keys = keysIn(answer.body);
  return keys === null
    ? { is: 'none', reason: 'the JWKS Endpoint answered something else than a key set.' }
    : { is: 'keys', keys };
}

async function readKept({ store }: Needs, { documents }: Payer): Promise<KeySet | null> {
  const kept = documents.findLast(({ kind }) => kind === 'jwks');
  if (kept === undefined) return null;
  const keys = keysIn(await evidenceIn(store, kept.sha256));
  return keys && { is: 'keys', keys };
}

/** Without its bytes the set is as good as not kept: that is told elsewhere, and no reason to lose a test. */
async function evidenceIn(store: Ports['store'], sha256: string): Promise<Uint8Array> {
  try {
    return await store.evidence(sha256);
  } catch (error) {
    if (error instanceof Fault) return new Uint8Array();
    throw error;
  }
}

/** RFC 7517 §5. */
function keysIn(bytes: Uint8Array): readonly unknown[] | null {
  const read = readJson(bytes);
  if (read.is !== 'read' || typeof read.value !== 'object' || read.value === null) return null;
  const { keys } = read.value as JsonObject;
  return Array.isArray(keys) ? (keys as readonly unknown[]) : null;
}
