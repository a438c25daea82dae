/** @file The public keys and the certificate that a bundle has of a payer. What does not read as one is not told. */
import type { Opened } from '../domain/bundle/verify/opened.ts';
import type { KeysTold } from '../domain/diff/side.ts';
import { readJson } from '../domain/json/read-json.ts';
import { dayOf } from '../domain/keys/expiry.ts';
import { PublishedJwks } from '../domain/keys/jwks.ts';
import { bytesOf, splitPem } from '../domain/keys/pem.ts';
import { thumbprintOf } from '../domain/keys/thumbprint.ts';
import type { PayerRef } from '../domain/payer/payer.ts';
import type { KeystoreKey } from '../domain/push/keystore.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'digests' | 'certificates'>;

export async function keysInBundle(ports: Needs, opened: Opened, ref: PayerRef): Promise<KeysTold | null> {
  const published = publishedInBundle(ports, opened, ref);
  if (published === null) return null;
  const pem = opened.byPath.get(`payers/${ref}/keys/p2p-signing-cert.pem`);
  return { published, certificate: pem === undefined ? null : await certificateIn(ports, pem) };
}

/** In the order of the key set: the key that signs first. null: it does not read as one. */
export function publishedInBundle(
  { digests }: Pick<Ports, 'digests'>,
  { byPath }: Opened,
  ref: PayerRef,
): KeystoreKey[] | null {
  const bytes = byPath.get(`payers/${ref}/keys/jwks.json`);
  if (bytes === undefined) return [];
  const read = readJson(bytes);
  const parsed = PublishedJwks.safeParse(read.is === 'read' ? read.value : null);
  if (!parsed.success) return null;
  return parsed.data.keys.map(({ kid, alg: algorithm, use: _use, ...key }) => ({
    kid,
    algorithm,
    thumbprint: thumbprintOf(key, (content) => digests.sha256(content)),
  }));
}

async function certificateIn({ digests, certificates }: Needs, pem: Uint8Array): Promise<KeysTold['certificate']> {
  const [block] = splitPem(new TextDecoder().decode(pem)).blocks;
  const der = block === undefined ? null : bytesOf(block);
  if (der === null) return null;
  const facts = await certificates.read(der);
  return { sha256: digests.sha256(der), notAfter: facts === null ? '' : dayOf(facts.notAfter) };
}
