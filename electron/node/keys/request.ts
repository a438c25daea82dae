/** @file Certificate requests, PKCS#10 (RFC 2986): made for a key of the vault, and read with their signature checked. */
import type { KeyObject } from 'node:crypto';
import { constants, verify } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { RequestWish } from '#core/domain/keys/certificate-wish.ts';
import { refuseWrongRequest } from '#core/domain/keys/refuse-wish.ts';
import type { RequestRecord } from '#core/domain/keys/key-record.ts';
import { bytesOf, splitPem, writePem } from '#core/domain/keys/pem.ts';
import { x509 } from '../certificates/facts.ts';
import type { KnownExtensions } from './extensions.ts';
import { readExtensions } from './extensions.ts';
import { nameOnOneLine } from './names.ts';
import { hex, publicHalfOf, publicKeyOf } from './public-half.ts';
import type { Element } from './reading/asn1.ts';
import { bitsOf, childrenOf, Malformed, oidOf, onlyElement, tags } from './reading/asn1.ts';
import type { SignatureScheme } from './signature-scheme.ts';
import { signatureScheme } from './signature-scheme.ts';
import { webKeys } from './web-keys.ts';
import { extensionsOf, subjectOf } from './wish-to-x509.ts';

/** Read again before it is answered. Throws `certificate/wrong-…`. */
export async function certificateRequest(
  key: KeyObject,
  wish: RequestWish,
  { now }: { now: Date },
): Promise<Omit<RequestRecord, 'template'>> {
  const { keys, kind, signingAlgorithm, webCrypto } = await webKeys(key);
  refuseWrongRequest(wish, kind);
  const library = await x509();
  const made = await library.Pkcs10CertificateRequestGenerator.create(
    { name: subjectOf(library, wish.subject), keys, signingAlgorithm, extensions: extensionsOf(library, wish) },
    webCrypto,
  );
  const { template: _, ...record } = readRequest(writePem('CERTIFICATE REQUEST', new Uint8Array(made.rawData)));
  return { ...record, madeAt: now.toISOString() };
}

/** The first request of a text. Throws `request/…`. */
export function readRequest(pem: string): RequestRecord {
  const block = splitPem(pem).blocks.find(({ label }) => /^(NEW )?CERTIFICATE REQUEST$/.test(label));
  const der = block === undefined ? null : bytesOf(block);
  if (der === null) throw new Fault('request/unreadable', {});
  const { info, scheme, signature, spki, subject, extensions } = parse(der);
  const key = publicKeyOf(spki);
  if (key === null || !isSignedBy(key, { signed: info, scheme, signature }))
    throw new Fault('request/bad-signature', {});
  const { dnsNames, uris, usages } = extensions;
  return {
    pem: writePem('CERTIFICATE REQUEST', der),
    subject,
    dnsNames,
    uris,
    usages,
    ...publicHalfOf(spki),
    sha256: hex('sha256', der),
    madeAt: '',
    template: null,
  };
}

interface Parsed {
  /** What is signed. */
  readonly info: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
  readonly spki: Uint8Array;
  readonly subject: string;
  readonly extensions: KnownExtensions;
}

function parse(der: Uint8Array): Parsed {
  try {
    const [info, algorithm, signature] = childrenOf(onlyElement(der));
    const [, subject, spki, attributes] = childrenOf(info);
    if (info === undefined || spki === undefined) throw new Malformed('not a request');
    const scheme = signatureScheme(algorithm);
    if (scheme === null) throw new Fault('request/other-algorithm', { algorithm: oidOf(childrenOf(algorithm)[0]) });
    return {
      info: info.whole,
      scheme,
      signature: bitsOf(signature),
      spki: spki.whole,
      subject: nameOnOneLine(subject),
      extensions: readExtensions(attributes && requestedExtensions(attributes)),
    };
  } catch (error) {
    if (error instanceof Fault) throw error as Fault;
    throw new Fault('request/unreadable', {}, { cause: error });
  }
}

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

/** RFC 2985 §5.4.2: an attribute with one value. Some programs leave the attributes out, some leave them empty. */
function requestedExtensions(attributes: Element): Element | undefined {
  const found = childrenOf(attributes, tags.context(0))
    .map((attribute) => childrenOf(attribute))
    .find(([type]) => oidOf(type) === EXTENSION_REQUEST);
  return found === undefined ? undefined : childrenOf(found[1], tags.set)[0];
}

function isSignedBy(
  key: KeyObject,
  { signed, scheme, signature }: { signed: Uint8Array; scheme: SignatureScheme; signature: Uint8Array },
): boolean {
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
  try {
    if (key.asymmetricKeyType !== scheme.type && !(scheme.isPss && key.asymmetricKeyType === 'rsa-pss')) return false;
    return verify(scheme.hash, signed, { key, ...(scheme.isPss ? pss : {}) }, signature);
  } catch {
    return false;
  }
}
