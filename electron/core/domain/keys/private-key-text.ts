/** @file Finds the private key in a text, or says exactly what the text is instead. */
import { Fault } from '../fault.ts';
import type { PemBlock } from './pem.ts';
import { bytesOf, splitPem, writePem } from './pem.ts';

export interface FoundKey {
  readonly form: 'pkcs8' | 'pkcs1' | 'sec1';
  readonly label: string;
  readonly der: Uint8Array;
  /** Certificates that stood beside the key, PEM, in their order. */
  readonly certificates: readonly string[];
}

const forms: Readonly<Record<string, FoundKey['form']>> = {
  'PRIVATE KEY': 'pkcs8',
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'sec1',
};

/** Throws `key/…`. */
export function findPrivateKey(text: string): FoundKey {
  const { blocks, unfinished } = splitPem(text);
  const keys = blocks.filter(({ label }) => label in forms || label === 'ENCRYPTED PRIVATE KEY');
  const [key] = keys;
  if (key === undefined) throw whatElse(text, blocks, unfinished);
  if (unfinished !== null) throw new Fault('key/no-end', { label: unfinished });
  if (keys.length > 1) throw new Fault('key/several', { count: String(keys.length) });
  if (key.hasEncryptionHeader || key.label === 'ENCRYPTED PRIVATE KEY') throw new Fault('key/encrypted', {});

  const der = bytesOf(key);
  if (der === null) throw new Fault('key/unreadable', { label: key.label });
  return { form: forms[key.label] ?? 'pkcs8', label: key.label, der, certificates: certificatesOf(blocks) };
}

function certificatesOf(blocks: readonly PemBlock[]): string[] {
  return blocks
    .filter(({ label }) => label === 'CERTIFICATE')
    .map(bytesOf)
    .filter((der) => der !== null)
    .map((der) => writePem('CERTIFICATE', der));
}

/** The blocks that people take for a private key; the first that is there names the text. */
const insteadByLabel = [
  ['OPENSSH PRIVATE KEY', 'key/openssh'],
  ['PGP PRIVATE KEY BLOCK', 'key/pgp'],
  ['PGP PUBLIC KEY BLOCK', 'key/pgp'],
  ['CERTIFICATE', 'key/certificate'],
  ['TRUSTED CERTIFICATE', 'key/certificate'],
  ['CERTIFICATE REQUEST', 'key/request'],
  ['NEW CERTIFICATE REQUEST', 'key/request'],
  ['PUBLIC KEY', 'key/public-key'],
  ['RSA PUBLIC KEY', 'key/public-key'],
] as const;

function whatElse(text: string, blocks: readonly PemBlock[], unfinished: string | null): Fault {
  for (const [label, code] of insteadByLabel)
    if (blocks.some((block) => block.label === label)) return new Fault(code, {});
  if (blocks.some(({ label }) => label === 'DSA PRIVATE KEY')) return new Fault('key/other-kind', { kind: 'DSA' });
  if (unfinished !== null) return new Fault('key/no-end', { label: unfinished });

  const trimmed = text.trim();
  if (/^ssh-(rsa|ed25519|dss) |^ecdsa-sha2-/.test(trimmed)) return new Fault('key/public-key', {});
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return new Fault('key/jwk', {});
  // A binary file that was read as text has NULs, or characters that stand for bytes which are no UTF-8.
  if (/[\0\uFFFD]/.test(text)) return new Fault('key/binary', {});
  // DER starts with a SEQUENCE: “M” in Base64.
  if (/^M[A-Za-z0-9+/=\s]{60,}$/.test(trimmed) || /-----END [A-Z ]+-----/.test(text))
    return new Fault('key/no-boundaries', {});
  return new Fault('key/nothing', {});
}
