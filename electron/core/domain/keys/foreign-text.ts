/** @file Says what a text is that holds no key in PEM or JSON, so that a person learns what to do with it. */
import { Fault } from '../fault.ts';

/** By its beginning. A fault for what is recognised; null: something else. */
const beginnings: readonly (readonly [RegExp, () => Fault])[] = [
  [/^PuTTY-User-Key-File-/, () => new Fault('key/putty', {})],
  [/^(ssh-(rsa|ed25519|dss)|ecdsa-sha2-[a-z0-9-]+|sk-[a-z0-9@.-]+) /, () => new Fault('key/ssh-public-key', {})],
  [/^AGE-SECRET-KEY-1/, () => new Fault('key/other-file', { what: 'a key of age' })],
  [/^<(!doctype html|html|head|body)\b/i, () => new Fault('key/html', {})],
  [/^<RSAKeyValue>/, () => new Fault('key/xml', {})],
  [/^<(\?xml|[A-Za-z])/, () => new Fault('key/other-file', { what: 'an XML document' })],
  [/^\{\\rtf/, () => new Fault('key/other-file', { what: 'a document of a word processor (RTF)' })],
  [/^%PDF-/, () => new Fault('key/other-file', { what: 'a PDF document' })],
  [
    /^(From|To|Subject|Received|Return-Path|MIME-Version|Delivered-To): /i,
    () => new Fault('key/other-file', { what: 'an e-mail' }),
  ],
  [/^eyJ[A-Za-z0-9_-]*(\.[A-Za-z0-9_-]*){4}$/, () => new Fault('key/jwe', {})],
  [/^eyJ[A-Za-z0-9_-]*(\.[A-Za-z0-9_-]*){2}$/, () => new Fault('key/token', {})],
  // DER starts with a SEQUENCE: “M” in Base64. What is whole was read as what it is before.
  [/^M[A-Za-z0-9+/=\s]{60,}$/, () => new Fault('key/no-boundaries', {})],
];

/** `headless`: an END line without its BEGIN was seen. */
export function foreignText(text: string, { headless }: { headless: boolean }): Fault {
  const trimmed = text.trim();
  if (trimmed === '') return new Fault('key/empty', {});
  for (const [pattern, fault] of beginnings) if (pattern.test(trimmed)) return fault();
  if (headless) return new Fault('key/no-boundaries', {});
  if (/^[{["]/.test(trimmed)) return new Fault('key/broken-json', {});
  return new Fault('key/nothing', {});
}

/** PEM blocks that hold no ASN.1, or nothing that helps: null for what is read by its content. */
export function foreignBlock(label: string): Fault | null {
  if (label === 'OPENSSH PRIVATE KEY') return new Fault('key/openssh', {});
  if (label.startsWith('PGP ')) return new Fault('key/pgp', {});
  if (label === 'SSH2 PUBLIC KEY') return new Fault('key/ssh-public-key', {});
  if (label.startsWith('SSH2 ')) return new Fault('key/other-file', { what: 'a key of SSH2 (ssh.com)' });
  if (label === 'DSA PRIVATE KEY') return new Fault('key/other-kind', { kind: 'DSA' });
  if (label.startsWith('TSS2 ') || label === 'TSS PRIVATE KEY')
    return new Fault('key/other-file', { what: 'a key that a TPM chip keeps to itself' });
  return null;
}
