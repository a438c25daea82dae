/** @file Files that hold no key that can be taken, each with the code that names it. The same table runs under Node and in Electron. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { elementsIn, onlyElement, tags } from '#node/keys/reading/asn1.ts';
import { der, derInteger, derOid } from '#node/keys/reading/der.ts';
import { pbes2With, sealedBy, sealedByPbes2, toBer, withPbmac1 } from './ber.ts';
import {
  authorityPem,
  certificatePem,
  derOf,
  encrypted,
  fileWith,
  keys,
  mixedRsa,
  openssl,
  passphrase,
  pem,
  pkcs12,
  pkcs8,
  pkcs8Der,
  privateJwk,
  publicPem,
  requestPem,
  traditional,
} from './make.ts';

export interface DamagedRow {
  readonly name: string;
  readonly code: string;
  readonly make: () => string | Uint8Array;
  readonly passphrase?: string;
}

type Row = readonly [name: string, code: string, make: () => string | Uint8Array, passphrase?: string];

const rsa = () => pkcs8(keys.rsa());
const lines = (text: string) => text.split('\n');
const made = (type: 'rsa' | 'ec', options: Record<string, unknown>): KeyObject =>
  (generateKeyPairSync as unknown as (type: string, options: unknown) => { privateKey: KeyObject })(type, options)
    .privateKey;
const curve = (name: string) => openssl(['ecparam', '-genkey', '-noout', '-name', name]).toString();
const genpkey = (...args: string[]) => openssl(['genpkey', '-algorithm', ...args]).toString();
const jwk = (key: KeyObject, more: Record<string, unknown>) => JSON.stringify(privateJwk(key, more));
const legacy = ['-provider', 'legacy', '-provider', 'default'];
/** No content of a key, under its label. */
const labelled = (label: string, body = 'AAAA') => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
const sealedPem = (bytes: Uint8Array) => pem('ENCRYPTED PRIVATE KEY', bytes);
/** One bit of one byte is another, counted from the start or, below zero, from the end. */
function flipped(bytes: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}

/** RSAPrivateKey with some of its numbers replaced: n e d p q dp dq qi. */
function rsaWith(changes: Readonly<Record<number, (value: bigint) => bigint>>): string {
  const [version, ...numbers] = elementsIn(onlyElement(keys.rsa().export({ type: 'pkcs1', format: 'der' })).content);
  const changed = numbers.map(({ content, whole }, at) => {
    const change = changes[at];
    return change === undefined ? whole : derInteger(change(BigInt(`0x${Buffer.from(content).toString('hex')}`)));
  });
  return pem('RSA PRIVATE KEY', der(tags.sequence, version?.whole ?? new Uint8Array(), ...changed));
}

/** ECPrivateKey of P-256 with a scalar and a point of one's own. */
function sec1(scalar: Uint8Array, point: Uint8Array = new Uint8Array()): string {
  const half = point.length === 0 ? [] : [der(tags.context(1), der(tags.bitString, Uint8Array.of(0), point))];
  return pem(
    'EC PRIVATE KEY',
    der(
      tags.sequence,
      derInteger(1n),
      der(tags.octetString, scalar),
      der(tags.context(0), derOid('1.2.840.10045.3.1.7')),
      ...half,
    ),
  );
}

const p256Octets = (member: 'x' | 'y' | 'd', key = keys.p256()) =>
  Buffer.from(key.export({ format: 'jwk' })[member] ?? '', 'base64url');

const wrongKind: Row[] = [
  ['a public key', 'key/public-key', () => publicPem(keys.rsa())],
  ['a public key of Ed25519', 'key/public-key', () => publicPem(keys.ed25519())],
  [
    'a public key in PKCS#1',
    'key/public-key',
    () => createPublicKey(keys.rsa()).export({ type: 'pkcs1', format: 'pem' }).toString(),
  ],
  ['a public key in DER', 'key/public-key', () => createPublicKey(keys.p384()).export({ type: 'spki', format: 'der' })],
  ['a public JWK', 'key/public-key', () => JSON.stringify(createPublicKey(keys.p384()).export({ format: 'jwk' }))],
  [
    'a public key of a curve that few know',
    'key/public-key',
    () => openssl(['ec', '-pubout'], curve('secp256k1')).toString(),
  ],
  [
    'the JWKS that a payer publishes',
    'key/public-key',
    () => JSON.stringify({ keys: [createPublicKey(keys.rsa()).export({ format: 'jwk' })] }),
  ],
  ['a certificate request', 'key/request', () => requestPem(keys.rsa())],
  ['a certificate request in DER', 'key/request', () => derOf(requestPem(keys.p384()))],
  [
    'a request with its old label',
    'key/request',
    () => requestPem(keys.rsa()).replaceAll('CERTIFICATE', 'NEW CERTIFICATE'),
  ],
  ['a list of revoked certificates', 'key/revocation-list', revocationList],
  [
    'a key of OpenSSH',
    'key/openssh',
    () => labelled('OPENSSH PRIVATE KEY', Buffer.from('openssh-key-v1\0none').toString('base64')),
  ],
  ['a key of OpenSSH that breaks off', 'key/openssh', () => '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE'],
  ['a key of PuTTY', 'key/putty', () => 'PuTTY-User-Key-File-3: ssh-rsa\r\nEncryption: none\r\nComment: p2p\r\n'],
  ['a public key of SSH', 'key/ssh-public-key', () => 'ssh-rsa AAAAB3NzaC1yc2E= ana@harbor'],
  ['a public key of SSH, ECDSA', 'key/ssh-public-key', () => 'ecdsa-sha2-nistp384 AAAAE2VjZHNh ana@harbor'],
  [
    'a public key of SSH2',
    'key/ssh-public-key',
    () => '---- BEGIN SSH2 PUBLIC KEY ----\nComment: "p2p"\nAAAA\n---- END SSH2 PUBLIC KEY ----',
  ],
  ['an OpenPGP key', 'key/pgp', () => labelled('PGP PRIVATE KEY BLOCK', '\nlQOYBF\n=Abcd')],
  ['an OpenPGP key in binary', 'key/pgp', () => Buffer.from('95039804620000000108', 'hex')],
  [
    'DSA',
    'key/other-kind',
    () =>
      openssl([
        'genpkey',
        '-paramfile',
        fileWith(openssl(['genpkey', '-genparam', '-algorithm', 'DSA', '-pkeyopt', 'dsa_paramgen_bits:1024'])),
      ]).toString(),
  ],
  ['DSA in its own form', 'key/other-kind', () => labelled('DSA PRIVATE KEY')],
  ['DSA in DER', 'key/other-kind', () => der(tags.sequence, ...[0n, 23n, 11n, 4n, 8n, 3n].map(derInteger))],
  ['X25519', 'key/other-kind', () => genpkey('X25519')],
  ['X448', 'key/other-kind', () => genpkey('X448')],
  ['Ed448', 'key/other-kind', () => genpkey('ED448')],
  ['Diffie-Hellman', 'key/other-kind', () => genpkey('DH', '-pkeyopt', 'group:ffdhe2048')],
  [
    'a kind that nobody knows yet',
    'key/other-kind',
    () =>
      pem(
        'PRIVATE KEY',
        der(
          tags.sequence,
          derInteger(0n),
          der(tags.sequence, derOid('1.2.3.4.5')),
          der(tags.octetString, Uint8Array.of(1)),
        ),
      ),
  ],
  ['secp256k1', 'key/other-curve', () => curve('secp256k1')],
  ['P-224', 'key/other-curve', () => curve('secp224r1')],
  ['brainpoolP256r1', 'key/other-curve', () => curve('brainpoolP256r1')],
  [
    'secp256k1, written out as numbers',
    'key/other-curve',
    () => openssl(['ec', '-param_enc', 'explicit'], curve('secp256k1')).toString(),
  ],
  ['a binary curve', 'key/other-curve', () => openssl(['ec', '-param_enc', 'explicit'], curve('sect283r1')).toString()],
  ['RSA-PSS', 'key/rsa-pss', () => genpkey('RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048')],
  ['RSA 1024', 'key/rsa-too-small', () => pkcs8(made('rsa', { modulusLength: 1024 }))],
  ['RSA 512, encrypted', 'key/rsa-too-small', () => encrypted(made('rsa', { modulusLength: 512 }), []), passphrase],
  ['RSA 2047', 'key/rsa-too-small', () => pkcs8(made('rsa', { modulusLength: 2047 }))],
  ['RSA of 8,200 bits', 'key/rsa-too-large', () => rsaWith({ 0: (n) => n << 6152n })],
  ['the exponent 3', 'key/weak-exponent', () => pkcs8(made('rsa', { modulusLength: 2048, publicExponent: 3 }))],
  ['the exponent 1', 'key/weak-exponent', () => rsaWith({ 1: () => 1n })],
  ['an even exponent', 'key/weak-exponent', () => rsaWith({ 1: () => 65_538n })],
  ['an exponent of 200 bits', 'key/weak-exponent', () => rsaWith({ 1: () => 2n ** 199n + 1n })],
  [
    'RSA with three primes',
    'key/multi-prime',
    () => genpkey('RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-pkeyopt', 'rsa_keygen_primes:3'),
  ],
];

const broken: Row[] = [
  ['numbers of two keys', 'key/inconsistent', () => pkcs8(mixedRsa())],
  ['another private exponent', 'key/inconsistent', () => rsaWith({ 2: (d) => d + 2n })],
  ['primes that are not those', 'key/inconsistent', () => rsaWith({ 3: (p) => p + 2n })],
  ['another CRT exponent', 'key/inconsistent', () => rsaWith({ 5: (dp) => dp + 2n })],
  ['another coefficient', 'key/inconsistent', () => rsaWith({ 7: (qi) => qi + 1n })],
  ['a prime of one', 'key/inconsistent', () => rsaWith({ 3: () => 1n, 4: (q) => q })],
  ['no private exponent', 'key/inconsistent', () => rsaWith({ 2: () => 0n })],
  [
    'a point of another key',
    'key/inconsistent',
    () => sec1(p256Octets('d'), Buffer.concat([Buffer.of(4), p256Octets('x'), Buffer.alloc(32, 7)])),
  ],
  [
    'a compressed point with the other sign',
    'key/inconsistent',
    () =>
      sec1(p256Octets('d'), Buffer.concat([Buffer.of(2 + (((p256Octets('y').at(-1) ?? 0) & 1) ^ 1)), p256Octets('x')])),
  ],
  ['the scalar 0', 'key/inconsistent', () => sec1(Buffer.alloc(32))],
  ['a scalar above the order', 'key/inconsistent', () => sec1(Buffer.alloc(32, 0xff))],
  ['a scalar that is too long', 'key/inconsistent', () => sec1(Buffer.alloc(40, 1))],
  [
    'Ed25519 with another public half',
    'key/inconsistent',
    () => jwk(keys.ed25519(), { x: generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x }),
  ],
  ['two curves in one key', 'key/inconsistent', () => pem('PRIVATE KEY', pkcs8OfP384WithP256())],
  ['a line lost', 'key/unreadable', () => lines(rsa()).toSpliced(4, 1).join('\n')],
  [
    'a line twice',
    'key/unreadable',
    () =>
      lines(rsa())
        .toSpliced(4, 0, lines(rsa())[4] ?? '')
        .join('\n'),
  ],
  ['letters that are none of Base64', 'key/unreadable', () => rsa().replace('MII', '!!!')],
  ['a letter lost', 'key/unreadable', () => rsa().replace('MIIE', 'MII')],
  ['letters in capitals', 'key/unreadable', () => rsa().toUpperCase()],
  ['nothing between the lines', 'key/unreadable', () => labelled('PRIVATE KEY', '')],
  ['something else between the lines', 'key/unreadable', () => labelled('PRIVATE KEY', 'AAAA')],
  [
    'a key without its numbers',
    'key/unreadable',
    () =>
      pem(
        'PRIVATE KEY',
        der(tags.sequence, derInteger(0n), der(tags.sequence, derOid('1.2.840.113549.1.1.1')), der(tags.octetString)),
      ),
  ],
  [
    'Ed25519 of 31 bytes',
    'key/unreadable',
    () =>
      pem(
        'PRIVATE KEY',
        der(
          tags.sequence,
          derInteger(0n),
          der(tags.sequence, derOid('1.3.101.112')),
          der(tags.octetString, der(tags.octetString, Buffer.alloc(31, 1))),
        ),
      ),
  ],
  [
    'something behind the key',
    'key/unreadable',
    () => pem('PRIVATE KEY', Buffer.concat([pkcs8Der(keys.rsa()), Buffer.from('more')])),
  ],
  [
    'an octet string nested 400 times',
    'key/unreadable',
    () => Array.from({ length: 400 }).reduce<Uint8Array>((inner) => der(tags.sequence, inner), new Uint8Array()),
  ],
  ['cut off', 'key/no-end', () => rsa().slice(0, 600)],
  ['two boundaries that do not agree', 'key/no-end', () => rsa().replace('END PRIVATE', 'END RSA PRIVATE')],
  ['a second key that breaks off', 'key/no-end', () => certificatePem(keys.rsa()) + rsa().slice(0, 600)],
  ['without its first line', 'key/no-boundaries', () => lines(rsa()).slice(1).join('\n')],
  ['without its lines, and not whole', 'key/no-boundaries', () => lines(rsa()).slice(1, 12).join('\n')],
  ['DER that breaks off', 'key/cut-short', () => pkcs8Der(keys.rsa()).subarray(0, 500)],
  ['PKCS#12 that breaks off', 'key/cut-short', () => pkcs12(keys.rsa()).subarray(0, -200), passphrase],
  ['PKCS#12 in BER that breaks off', 'key/binary', () => toBer(pkcs12(keys.rsa())).subarray(0, -9), passphrase],
  ['two keys', 'key/several', () => rsa() + pkcs8(keys.p384())],
  [
    'a set with two private keys',
    'key/several',
    () => JSON.stringify({ keys: [privateJwk(keys.rsa()), privateJwk(keys.p256())] }),
  ],
  ['a certificate that is none', 'certificate/unreadable', () => pem('CERTIFICATE', hollowCertificate())],
  [
    'a request whose signature does not hold',
    'request/bad-signature',
    () => pem('CERTIFICATE REQUEST', flipped(derOf(requestPem(keys.rsa())), -1)),
  ],
];

const sealed: Row[] = [
  ['encrypted, and no passphrase', 'key/encrypted', () => encrypted(keys.rsa(), [])],
  ['encrypted PKCS#1, and no passphrase', 'key/encrypted', () => traditional(keys.rsa(), 'aes256')],
  ['PKCS#12, and no passphrase', 'key/encrypted', () => pkcs12(keys.rsa())],
  ['PKCS#12 -nomac, and no passphrase', 'key/encrypted', () => pkcs12(keys.rsa(), ['-nomac'])],
  [
    'PKCS#12 with RC4, and no passphrase',
    'key/encrypted',
    () => pkcs12(keys.rsa(), ['-legacy', '-keypbe', 'PBE-SHA1-RC4-128']),
  ],
  ['another passphrase', 'key/wrong-passphrase', () => encrypted(keys.rsa(), []), 'another'],
  ['another passphrase, scrypt', 'key/wrong-passphrase', () => encrypted(keys.rsa(), ['-scrypt']), 'another'],
  ['another passphrase, encrypted PKCS#1', 'key/wrong-passphrase', () => traditional(keys.rsa(), 'aes256'), 'another'],
  ['another passphrase, PKCS#12', 'key/wrong-passphrase', () => pkcs12(keys.rsa()), 'another'],
  ['another passphrase, PKCS#12 -legacy', 'key/wrong-passphrase', () => pkcs12(keys.rsa(), ['-legacy']), 'another'],
  ['another passphrase, PKCS#12 -nomac', 'key/wrong-passphrase', () => pkcs12(keys.rsa(), ['-nomac']), 'another'],
  [
    'another passphrase, PBMAC1',
    'key/wrong-passphrase',
    () => withPbmac1(pkcs12(keys.rsa(), ['-nomac']), passphrase),
    'another',
  ],
  ['an empty passphrase', 'key/wrong-passphrase', () => encrypted(keys.rsa(), []), ''],
  [
    'an encrypted key that lost its end',
    'key/wrong-passphrase',
    () =>
      sealedPem(
        sealedBy('1.2.840.113549.1.5.10', der(tags.sequence, der(tags.octetString, Buffer.alloc(8)), derInteger(1n))),
      ),
    passphrase,
  ],
  ['PKCS#12 with another code', 'key/altered', () => flipped(pkcs12(keys.rsa()), -20), passphrase],
  ['PKCS#12 -legacy with another code', 'key/altered', () => flipped(pkcs12(keys.rsa(), ['-legacy']), -20), passphrase],
  ['Camellia', 'key/other-encryption', () => encrypted(keys.rsa(), ['-v2', 'camellia-256-cbc']), passphrase],
  ['ARIA', 'key/other-encryption', () => encrypted(keys.rsa(), ['-v2', 'aria-256-cbc']), passphrase],
  ['Blowfish', 'key/other-encryption', () => encrypted(keys.rsa(), ['-v2', 'bf-cbc', ...legacy]), passphrase],
  [
    'HMAC with SHA-512/224',
    'key/other-encryption',
    () => encrypted(keys.rsa(), ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA512-224']),
    passphrase,
  ],
  [
    'HMAC with SHA3-256',
    'key/other-encryption',
    () => sealedPem(sealedByPbes2({ prf: '2.16.840.1.101.3.4.2.14', cipher: '2.16.840.1.101.3.4.1.42' })),
    passphrase,
  ],
  [
    'a cipher that nobody knows yet',
    'key/other-encryption',
    () => sealedPem(sealedByPbes2({ cipher: '1.2.3.4.5' })),
    passphrase,
  ],
  [
    'PBE with RC4',
    'key/other-encryption',
    () => encrypted(keys.rsa(), ['-v1', 'PBE-SHA1-RC4-128', ...legacy]),
    passphrase,
  ],
  ['PBE with MD2', 'key/other-encryption', () => sealedPem(sealedBy('1.2.840.113549.1.5.1')), passphrase],
  [
    'PKCS#12 with RC4',
    'key/other-encryption',
    () => pkcs12(keys.rsa(), ['-legacy', '-keypbe', 'PBE-SHA1-RC4-128']),
    passphrase,
  ],
  ['encrypted PKCS#1 with Camellia', 'key/other-encryption', () => traditional(keys.rsa(), 'camellia256'), passphrase],
  [
    'encrypted PKCS#1 that does not say how',
    'key/other-encryption',
    () => traditional(keys.rsa(), 'aes256').replace(/^DEK-Info.*$/m, ''),
    passphrase,
  ],
  ['a thousand million rounds', 'key/too-costly', () => sealedPem(pbes2With({ rounds: 1_000_000_000n })), passphrase],
  ['rounds of 80 bits', 'key/too-costly', () => sealedPem(pbes2With({ rounds: 2n ** 80n })), passphrase],
  ['no rounds', 'key/too-costly', () => sealedPem(pbes2With({ rounds: 0n })), passphrase],
  ['scrypt with 4 GiB', 'key/too-costly', () => sealedPem(pbes2With({ scrypt: [2n ** 22n, 8n, 1n] })), passphrase],
  ['scrypt with p=1000', 'key/too-costly', () => sealedPem(pbes2With({ scrypt: [2n ** 14n, 8n, 1000n] })), passphrase],
  ['scrypt with N=3', 'key/unreadable', () => sealedPem(pbes2With({ scrypt: [3n, 8n, 1n] })), passphrase],
  [
    'a message for the holder of a certificate',
    'key/hand-over',
    () => openssl(['cms', '-encrypt', '-outform', 'DER', '-aes256', fileWith(certificatePem(keys.rsa()))], 'something'),
  ],
];

const json: Row[] = [
  ['JSON without a key', 'key/jwk', () => '{"issuer":"https://payer.example","jwks_uri":"https://payer.example/jwks"}'],
  ['an empty set', 'key/jwk', () => '{"keys":[]}'],
  ['JSON that breaks off', 'key/broken-json', () => jwk(keys.rsa(), {}).slice(0, -5)],
  ['a symmetric JWK', 'key/symmetric', () => '{"kty":"oct","k":"AAAA"}'],
  ['a JWK of a kind that is none', 'key/broken-jwk', () => '{"kty":"RSB"}'],
  ['a JWK without n', 'key/broken-jwk', () => jwk(keys.rsa(), { n: undefined })],
  ['a JWK with a number for n', 'key/broken-jwk', () => jwk(keys.rsa(), { n: 17 })],
  ['a JWK with Base64 that is not base64url', 'key/broken-jwk', () => jwk(keys.rsa(), { e: 'AQ+/' })],
  ['a JWK with a short x', 'key/broken-jwk', () => jwk(keys.p384(), { x: 'AAAA' })],
  ['a JWK with a short y', 'key/broken-jwk', () => jwk(keys.p384(), { y: 'AAAA' })],
  ['a JWK without its curve', 'key/broken-jwk', () => jwk(keys.p384(), { crv: undefined })],
  ['a JWK with a short seed', 'key/broken-jwk', () => jwk(keys.ed25519(), { d: 'AAAA' })],
  ['a JWK with x5c that is none', 'key/broken-jwk', () => jwk(keys.rsa(), { x5c: [7] })],
  [
    'a JWK of secp256k1',
    'key/other-curve',
    () => jwk(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey, {}),
  ],
  ['a JWK of X25519', 'key/other-kind', () => '{"kty":"OKP","crv":"X25519","x":"AAAA"}'],
  ['a JWK of ML-DSA', 'key/other-kind', () => '{"kty":"AKP","alg":"ML-DSA-65","pub":"AAAA"}'],
  ['a JWK with three primes', 'key/multi-prime', () => jwk(keys.rsa(), { oth: [] })],
  [
    'a JWK with another d',
    'key/inconsistent',
    () => jwk(keys.p384(), { d: Buffer.alloc(48, 5).toString('base64url') }),
  ],
  [
    'a JWK with n, e and another d',
    'key/inconsistent',
    () => jwk(keys.rsa(), { d: 'AQAD', p: undefined, q: undefined, dp: undefined, dq: undefined, qi: undefined }),
  ],
  ['a JWK with RSA 1024', 'key/rsa-too-small', () => jwk(made('rsa', { modulusLength: 1024 }), {})],
  ['an encrypted JWK', 'key/jwe', () => 'eyJhbGciOiJQQkVTMiJ9.AAAA.BBBB.CCCC.DDDD'],
  ['an encrypted JWK in JSON', 'key/jwe', () => '{"protected":"e30","iv":"AAAA","ciphertext":"BBBB","tag":"CCCC"}'],
  ['a token', 'key/token', () => 'eyJhbGciOiJSUzM4NCJ9.eyJpc3MiOiJ4In0.AAAA'],
];

const files: Row[] = [
  ['nothing', 'key/empty', () => ''],
  ['blanks', 'key/empty', () => ' \r\n\t \n'],
  ['a byte order mark', 'key/empty', () => '\uFEFF'],
  ['a letter', 'key/nothing', () => 'Dear colleague, the key follows by another mail.'],
  ['a web page', 'key/html', () => '<!DOCTYPE html>\n<html><body>Sign in</body></html>'],
  ['a key of .NET', 'key/xml', () => '<RSAKeyValue><Modulus>AAAA</Modulus></RSAKeyValue>'],
  ['other XML', 'key/other-file', () => '<?xml version="1.0"?><EntityDescriptor/>'],
  ['a mail', 'key/other-file', () => 'From: ana@harbor.example\nSubject: the key\n\nattached'],
  ['a document of TextEdit', 'key/other-file', () => '{\\rtf1\\ansi nothing}'],
  ['a ZIP archive', 'key/other-file', () => Buffer.from('504b0304140000000800', 'hex')],
  ['a PDF document', 'key/other-file', () => '%PDF-1.7\n'],
  ['an image', 'key/other-file', () => Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a mail of Outlook', 'key/other-file', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
  ['a key of a TPM', 'key/other-file', () => labelled('TSS2 PRIVATE KEY')],
  ['a Java keystore', 'key/java-keystore', () => Buffer.from('feedfeed0000000200000001', 'hex')],
  ['a Java keystore, JCEKS', 'key/java-keystore', () => Buffer.from('cececece0000000200000001', 'hex')],
  ['random bytes', 'key/binary', () => Buffer.from('0100ff7f00c3f80301aa55', 'hex')],
  [
    'a SEQUENCE of nothing known',
    'key/unreadable',
    () => der(tags.sequence, der(tags.octetString, Uint8Array.of(1, 2))),
  ],
  [
    'Base64 of Base64 of Base64 of a key',
    'key/nothing',
    () => [1, 2, 3].reduce((text) => Buffer.from(text).toString('base64'), rsa()),
  ],
  ['2 MiB', 'key/too-large', () => Buffer.alloc(2_097_152, 0x41)],
  ['parameters alone', 'key/nothing', () => openssl(['ecparam', '-name', 'prime256v1'])],
];

function revocationList(): Uint8Array {
  const folderless = fileWith(
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${fileWith('')}\ndefault_md=sha256\ndefault_crl_days=7\n`,
  );
  return openssl([
    'ca',
    '-gencrl',
    '-config',
    folderless,
    '-cert',
    fileWith(authorityPem()),
    '-keyfile',
    fileWith(pkcs8(keys.p256())),
  ]);
}

/** The outline of a certificate, and nothing in it. */
function hollowCertificate(): Uint8Array {
  const nothing = der(tags.sequence);
  const content = der(tags.sequence, derInteger(7n), ...Array.from({ length: 5 }, () => nothing));
  return der(
    tags.sequence,
    content,
    der(tags.sequence, derOid('1.2.840.113549.1.1.11')),
    der(tags.bitString, Uint8Array.of(0)),
  );
}

/** The algorithm names P-256, the key within P-384. */
function pkcs8OfP384WithP256(): Uint8Array {
  const inner = keys.p384().export({ type: 'sec1', format: 'der' });
  const algorithm = der(tags.sequence, derOid('1.2.840.10045.2.1'), derOid('1.2.840.10045.3.1.7'));
  return der(tags.sequence, derInteger(0n), algorithm, der(tags.octetString, inner));
}

export const damagedRows: readonly DamagedRow[] = [...wrongKind, ...broken, ...sealed, ...json, ...files].map(
  ([name, code, make, given]) => ({ name, code, make, ...(given === undefined ? {} : { passphrase: given }) }),
);
