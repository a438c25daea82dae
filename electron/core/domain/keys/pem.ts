/**
 * @file Reads PEM (RFC 7468) as people hand it on: pasted on one line, indented, quoted in a mail, with `\n` written out,
 * with a byte order mark, with text around it. (1) Takes time linear in the text. (2) Nothing of the text gets into a fault.
 */

export interface PemBlock {
  /** What stands after BEGIN: `PRIVATE KEY`. */
  readonly label: string;
  /** Without white space; '' when what stands there is not Base64. */
  readonly base64: string;
  /** Encrypted in OpenSSL's old way (RFC 1421 headers): the cipher as it is named there, and hex. null: not in that way. */
  readonly encryption: { readonly cipher: string; readonly iv: string } | null;
}

export interface PemText {
  readonly blocks: readonly PemBlock[];
  /** The label of a block that has a beginning and no end. */
  readonly unfinished: string | null;
  /** An end without a beginning was seen. */
  readonly headless: boolean;
}

/** Word processors make long dashes of short ones; SSH2 writes four and a blank. */
const boundary = /[-\u2010-\u2015\u2212]{2,8} ?(BEGIN|END) ([A-Z0-9][A-Z0-9 ]{0,60}?) ?[-\u2010-\u2015\u2212]{2,8}/g;

/** What is written into the text by mail programs, editors, JSON and source code is taken out; boundaries get one form. */
export function normalisePem(text: string): string {
  return (
    text
      // Zero width, soft hyphen, byte order mark.
      .replaceAll(/[\uFEFF\u200B-\u200F\u2060\u00AD]/g, '')
      // As JSON writers escape: line ends, “/”, “+” and “=”.
      .replaceAll(/\\{1,4}r/g, '')
      .replaceAll(/\\{1,4}n/g, '\n')
      .replaceAll('\\/', '/')
      .replaceAll(/\\u00(2[bBfF]|3[dD])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(boundary, '\n-----$1 $2-----\n')
      .replaceAll(/^[>|\s]+/gm, '')
  );
}

const normalBoundary = /^-----(BEGIN|END) ([A-Z0-9][A-Z0-9 ]*)-----$/gm;

export function splitPem(text: string): PemText {
  const blocks: PemBlock[] = [];
  const normal = normalisePem(text);
  let open: { label: string; from: number } | null = null;
  let headless = false;
  for (const { 0: line, 1: which, 2: label = '', index } of normal.matchAll(normalBoundary)) {
    if (which === 'BEGIN') {
      if (open !== null) return { blocks, unfinished: open.label, headless };
      open = { label, from: index + line.length };
    } else if (open?.label === label) {
      blocks.push(blockOf(label, normal.slice(open.from, index)));
      open = null;
    } else if (open !== null) {
      return { blocks, unfinished: open.label, headless };
    } else headless = true;
  }
  return { blocks, unfinished: open?.label ?? null, headless };
}

const encryptionHeader = /Proc-Type:\s{0,9}4,\s{0,9}ENCRYPTED/;
/** The initialization vector has 16 hex digits for DES, else 32; on one line the Base64 follows it. */
const keyHeader = /DEK-Info:\s{0,9}([A-Za-z0-9-]{1,40}?)\s{0,9},\s{0,9}((?:[0-9A-Fa-f]{16}){1,2})(?![0-9A-Fa-f])/;

function blockOf(label: string, body: string): PemBlock {
  const isEncrypted = encryptionHeader.test(body);
  const [, cipher = '', iv = ''] = (isEncrypted && keyHeader.exec(body)) || [];
  const base64 = body
    .replace(encryptionHeader, '')
    .replace(keyHeader, '')
    // RFC 1421 headers and “Bag Attributes” end at an empty line; a header on one line with the content cannot be told apart.
    .replaceAll(/^[A-Za-z0-9-]+:.*$/gm, '')
    // The sign between strings that are put together in source code.
    .replaceAll(/["'] ?\+ ?$/gm, '')
    .replaceAll(/[\s"'`,;\\>|]+/g, '');
  return {
    label,
    base64: /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? base64 : '',
    encryption: isEncrypted ? { cipher, iv } : null,
  };
}

/** Base64 in lines of 64 characters, LF, with a final one: RFC 7468 §2. */
export function writePem(label: string, der: Uint8Array): string {
  let binary = '';
  for (const byte of der) binary += String.fromCharCode(byte);
  const lines = btoa(binary).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** null: not Base64. */
export function bytesOf({ base64 }: Pick<PemBlock, 'base64'>): Uint8Array | null {
  // Surplus or missing padding is forgiven; a single character left over is a loss.
  const bare = base64.replace(/=+$/, '');
  if (bare === '' || bare.length % 4 === 1) return null;
  return Uint8Array.from(atob(bare), (character) => character.charCodeAt(0));
}
