/** @file Rewrites DER as other writers of BER do, and puts together what openssl of this machine cannot write. */
import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { elementsIn, onlyElement, tags } from '#node/keys/reading/asn1.ts';
import { der, derInteger, derOid } from '#node/keys/reading/der.ts';

/** Indefinite lengths, and octet strings in two pieces: as Java and Windows write large files. */
export function toBer(bytes: Uint8Array): Buffer {
  return Buffer.concat(
    elementsIn(bytes).map(({ tag, content, whole }) => {
      if (tag === tags.octetString || tag === 0x80) {
        const half = Math.ceil(content.length / 2);
        const pieces = [content.subarray(0, half), content.subarray(half)].map((piece) => der(tags.octetString, piece));
        return Buffer.concat([Buffer.of(tag | 0x20, 0x80), ...pieces, Buffer.alloc(2)]);
      }
      if ((tag & 0x20) === 0) return Buffer.from(whole);
      return Buffer.concat([Buffer.of(tag, 0x80), toBer(content), Buffer.alloc(2)]);
    }),
  );
}

const algorithm = (oid: string, ...parameters: Uint8Array[]) => der(tags.sequence, derOid(oid), ...parameters);
const octets = (bytes: Uint8Array) => der(tags.octetString, bytes);

const hmacSha512 = '1.2.840.113549.2.11';

function pbkdf2(salt: Uint8Array, rounds: bigint): Uint8Array {
  const parameters = der(
    tags.sequence,
    octets(salt),
    derInteger(rounds),
    derInteger(32n),
    algorithm(hmacSha512, der(5)),
  );
  return algorithm('1.2.840.113549.1.5.12', parameters);
}

/** EncryptedPrivateKeyInfo with AES-256-GCM (RFC 5084). */
export function gcmEncrypted(pkcs8: Uint8Array, password: string): Uint8Array {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', pbkdf2Sync(password, salt, 3000, 32, 'sha512'), nonce);
  const sealed = Buffer.concat([cipher.update(pkcs8), cipher.final(), cipher.getAuthTag()]);
  const encryption = algorithm('2.16.840.1.101.3.4.1.46', der(tags.sequence, octets(nonce), derInteger(16n)));
  const pbes2 = algorithm('1.2.840.113549.1.5.13', der(tags.sequence, pbkdf2(salt, 3000n), encryption));
  return der(tags.sequence, pbes2, octets(sealed));
}

/** PBES2 with PBKDF2 of so many rounds, or with scrypt of such numbers; there is nothing in it. */
export function pbes2With(derivation: { rounds: bigint } | { scrypt: readonly [bigint, bigint, bigint] }): Uint8Array {
  const salt = randomBytes(16);
  const how =
    'rounds' in derivation
      ? pbkdf2(salt, derivation.rounds)
      : algorithm('1.3.6.1.4.1.11591.4.11', der(tags.sequence, octets(salt), ...derivation.scrypt.map(derInteger)));
  const encryption = algorithm('2.16.840.1.101.3.4.1.42', octets(randomBytes(16)));
  return der(
    tags.sequence,
    algorithm('1.2.840.113549.1.5.13', der(tags.sequence, how, encryption)),
    octets(randomBytes(32)),
  );
}

/** EncryptedPrivateKeyInfo in any way that an AlgorithmIdentifier names. */
export function sealedBy(oid: string, parameters: Uint8Array = der(5)): Uint8Array {
  return der(tags.sequence, algorithm(oid, parameters), octets(randomBytes(32)));
}

/** PBES2 with PBKDF2, its PRF and cipher as named. */
export function sealedByPbes2({ prf = hmacSha512, cipher }: { prf?: string; cipher: string }): Uint8Array {
  const derivation = algorithm(
    '1.2.840.113549.1.5.12',
    der(tags.sequence, octets(randomBytes(8)), derInteger(2048n), algorithm(prf, der(5))),
  );
  const encryption = algorithm(cipher, octets(randomBytes(16)));
  return sealedBy('1.2.840.113549.1.5.13', der(tags.sequence, derivation, encryption));
}

/** The PKCS#12 file with its code made anew as RFC 9579 says. */
export function withPbmac1(pkcs12: Uint8Array, password: string): Uint8Array {
  const [version, authenticated] = elementsIn(onlyElement(pkcs12).content);
  const info = elementsIn(authenticated?.content ?? new Uint8Array());
  const content = onlyElement(info[1]?.content ?? new Uint8Array()).content;
  const salt = randomBytes(16);
  const code = createHmac('sha512', pbkdf2Sync(password, salt, 4096, 32, 'sha512'))
    .update(content)
    .digest();
  const pbmac1 = algorithm(
    '1.2.840.113549.1.5.14',
    der(tags.sequence, pbkdf2(salt, 4096n), algorithm(hmacSha512, der(5))),
  );
  const mac = der(
    tags.sequence,
    der(tags.sequence, pbmac1, octets(code)),
    octets(Buffer.from('NOT USED')),
    derInteger(1n),
  );
  return der(tags.sequence, version?.whole ?? new Uint8Array(), authenticated?.whole ?? new Uint8Array(), mac);
}
