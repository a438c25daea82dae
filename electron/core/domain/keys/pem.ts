/**
 * @file Reads PEM (RFC 7468) as people hand it on: pasted on one line, indented, quoted in a mail, with `\n` written out,
 * with a byte order mark, with text around it. (1) Takes time linear in the text. (2) Nothing of the text gets into a fault.
 */

export interface PemBlock {
  /** What stands after BEGIN: `PRIVATE KEY`. */
  readonly label: string;
  /** Without white space; '' when what stands there is not Base64. */
  readonly base64: string;
  /** Encrypted in OpenSSL's old way (RFC 1421 headers). */
  readonly hasEncryptionHeader: boolean;
}

export interface PemText {
  readonly blocks: readonly PemBlock[];
  /** The label of a block that has a beginning and no end. */
  readonly unfinished: string | null;
}

/** What is written into the text by mail programs, editors and JSON is taken out; boundaries get lines of their own. */
export function normalisePem(text: string): string {
  return text
    .replaceAll(/[\uFEFF\u200B\u200E\u200F\u2060]/g, '')
    .replaceAll('\\r', '')
    .replaceAll('\\n', '\n')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/^[>\s]+/gm, '');
}

const boundary = /-----(BEGIN|END) ([A-Z0-9][A-Z0-9 ]{0,60})-----/g;

export function splitPem(text: string): PemText {
  const blocks: PemBlock[] = [];
  const normal = normalisePem(text);
  let open: { label: string; from: number } | null = null;
  for (const { 0: line, 1: which, 2: label = '', index } of normal.matchAll(boundary)) {
    if (which === 'BEGIN') {
      if (open !== null) return { blocks, unfinished: open.label };
      open = { label, from: index + line.length };
    } else if (open?.label === label) {
      blocks.push(blockOf(label, normal.slice(open.from, index)));
      open = null;
    } else if (open !== null) {
      return { blocks, unfinished: open.label };
    }
  }
  return { blocks, unfinished: open?.label ?? null };
}

function blockOf(label: string, body: string): PemBlock {
  const hasEncryptionHeader = /Proc-Type:\s*4,\s*ENCRYPTED/.test(body);
  // RFC 1421 headers end at an empty line; what stands on one line with them cannot be told apart, and need not be.
  const base64 = body.replaceAll(/^[A-Za-z-]+:.*$/gm, '').replaceAll(/[\s"',]+/g, '');
  return { label, base64: /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? base64 : '', hasEncryptionHeader };
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
