/** @file What kind of thing the bytes of a dropped file may be: enough to know whom to ask what they are exactly. */

export function looksLikeZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b]);
}

/**
 * Keys, certificates and what is taken for them: PEM, DER and PKCS#12, a Java keystore, a private JWK, an SSH key, Base64
 * that lost its first line. A public JWKS is none: it is what a Source Payer publishes, a discovery document.
 */
export function looksLikeKeyFile(bytes: Uint8Array): boolean {
  // DER and PKCS#12 are a SEQUENCE of more than 127 bytes (X.690 §8.1.3), or one of no told length; Java’s keystores have magic numbers.
  const binary = [
    [0x30, 0x80],
    [0x30, 0x81],
    [0x30, 0x82],
    [0xfe, 0xed, 0xfe, 0xed],
    [0xce, 0xce, 0xce, 0xce],
  ];
  if (binary.some((start) => startsWith(bytes, start))) return true;
  const text = textOf(bytes);
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (/^[{[]/.test(trimmed)) return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) || hasPrivateJwk(trimmed);
  return (
    /-----(BEGIN|END) /.test(text) || /^(ssh-|ecdsa-sha2-)/.test(trimmed) || /^MI[\w+/=-][\w+/=\s-]{60,}$/.test(trimmed)
  );
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** PowerShell writes UTF-16 with a byte order mark. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(startsWith(bytes, [0xff, 0xfe]) ? 'utf16le' : 'utf8');
}

/** A server definition for Smile CDR, or a list of them: no discovery document has a node, a module or such names. */
export function looksLikeDefinition(bytes: Uint8Array): boolean {
  try {
    const value = JSON.parse(textOf(bytes).replace(/^\uFEFF/, '')) as unknown;
    const listed = isObject(value) && Array.isArray(value['servers']) ? (value['servers'] as unknown[]) : [value];
    const isOne = (each: unknown) =>
      isObject(each) &&
      Object.keys(each).some((key) => /^(nodeId|moduleId|federation\w+|tokenIntrospection\w+)$/.test(key));
    return listed.some(isOne);
  } catch {
    return false;
  }
}

/** `d` is the private member of RSA, EC and OKP keys, `k` that of a symmetric one: RFC 7518 §6. */
function hasPrivateJwk(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    const keys = isObject(value) && Array.isArray(value['keys']) ? (value['keys'] as unknown[]) : [value].flat();
    return keys.some((key) => isObject(key) && typeof key['kty'] === 'string' && ('d' in key || 'k' in key));
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
