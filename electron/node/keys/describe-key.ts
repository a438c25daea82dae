import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { algorithmsOf, kindOf } from '#core/domain/keys/algorithms.ts';
import type { KeptFor, KeyRecord, PublicJwk } from '#core/domain/keys/key-record.ts';
import { writePem } from '#core/domain/keys/pem.ts';
import { thumbprintOf } from '#core/domain/keys/thumbprint.ts';
import { digests } from '../digests.ts';
import { shapeOf } from './key-shape.ts';

interface Circumstances {
  readonly id: string;
  readonly origin: KeyRecord['origin'];
  readonly createdAt: string;
  readonly keptFor: KeptFor;
}

/** RFC 7638. */
export function keyThumbprint(key: KeyObject): string {
  return thumbprintOf(createPublicKey(key).export({ format: 'jwk' }) as PublicJwk, digests.sha256);
}

/** All that may be known of a private key outside the vault. Throws `key/…` for a key that the wizard does not take. */
export function describeKey(key: KeyObject, { id, origin, createdAt, keptFor }: Circumstances): KeyRecord {
  const shape = shapeOf(key);
  const publicKey = createPublicKey(key);
  const members = publicKey.export({ format: 'jwk' }) as PublicJwk;
  const thumbprint = thumbprintOf(members, digests.sha256);
  const algorithms = algorithmsOf(shape);
  const [algorithm] = algorithms;
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return {
    id,
    kind: kindOf(shape),
    algorithm,
    algorithms: [...algorithms],
    kid: thumbprint,
    thumbprint,
    publicJwk: { ...members, kid: thumbprint, alg: algorithm, use: 'sig' },
    publicPem: writePem('PUBLIC KEY', spki),
    publicKeySha256: digests.sha256(spki),
    origin,
    loadedFrom: '',
    createdAt,
    signsSince: null,
    keptFor,
    shared: null,
    certificate: null,
    chain: [],
    request: null,
    answered: null,
  };
}
