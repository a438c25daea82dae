/** @file Records of keys and certificates that belong together, without a key: the rules of the core look at what is told. */
import { createHash } from 'node:crypto';
import type { CertificateRecord, KeyRecord, PublicJwk, RequestRecord } from '#core/domain/keys/key-record.ts';
import { writePem } from '#core/domain/keys/pem.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Of a made-up point: only its sameness counts. The SPKI is that of P-256 (RFC 5480 §2). */
function publicOf(name: string): { publicJwk: PublicJwk; publicPem: string; publicKeySha256: string } {
  const [x, y] = ['x', 'y'].map((axis) =>
    createHash('sha256')
      .update(name + axis)
      .digest(),
  ) as [Buffer, Buffer];
  const head = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
  return {
    publicJwk: { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') },
    publicPem: writePem('PUBLIC KEY', Buffer.concat([head, x, y])),
    publicKeySha256: digest(name),
  };
}

export function keyOf(name: string, change: Partial<KeyRecord> = {}): KeyRecord {
  return {
    id: name,
    kind: 'EC P-256',
    algorithm: 'ES256',
    algorithms: ['ES256'],
    kid: name,
    thumbprint: name,
    ...publicOf(name),
    origin: 'generated',
    loadedFrom: '',
    createdAt: '2027-01-01T00:00:00.000Z',
    signsSince: '2027-01-01T00:00:00.000Z',
    keptFor: 'good',
    shared: null,
    certificate: null,
    chain: [],
    request: null,
    answered: null,
    ...change,
  };
}

function namedOf(name: string) {
  const { publicJwk, publicKeySha256 } = publicOf(name);
  return { pem: '', subject: `CN=${name}`, dnsNames: [], uris: [], usages: [], publicJwk, publicKeySha256 };
}

/** For the key of that name; the issuer is another name, or itself. */
export function certificateOf(name: string, issuer = name, change: Partial<CertificateRecord> = {}): CertificateRecord {
  const record = {
    ...namedOf(name),
    issuer: `CN=${issuer}`,
    notBefore: '2027-01-01T00:00:00.000Z',
    notAfter: '2028-01-01T00:00:00.000Z',
    selfSigned: name === issuer,
    isAuthority: false,
    sha1: '',
    ...change,
  };
  return { ...record, sha256: digest(JSON.stringify(record)) };
}

export function requestOf(name: string, change: Partial<RequestRecord> = {}): RequestRecord {
  return { ...namedOf(name), sha256: digest(name), madeAt: '2027-01-01T00:00:00.000Z', template: null, ...change };
}
