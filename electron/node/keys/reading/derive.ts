/**
 * @file From a passphrase to a key: the ways that key files name. (1) Numbers in a file are a stranger's: each has a limit, and a
 * fault that names it. (2) Nothing holds the window up: PBKDF2 and scrypt run off the main thread, the older ways in short
 * stretches.
 */
import { createHash, createHmac, pbkdf2, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { Fault } from '#core/domain/fault.ts';
import type { Scratch } from './scratch.ts';

const derivePbkdf2 = promisify(pbkdf2);

export const limits = {
  /** RFC 8018 asks for 1,000 at least, OWASP in 2023 for 600,000: this is some seconds. */
  rounds: 10_000_000,
  /** The older ways run on the main thread, in stretches. Windows writes 2,000, Java 10,000. */
  oldRounds: 1_000_000,
  scryptMebibytes: 256,
  scryptParallel: 16,
  saltBytes: 4096,
} as const;

/** A round by itself is slower than one within PBKDF2. */
const oldRoundCost = 4;

export type Digest = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'sha512-256';

function checkRounds(rounds: number, most: number): void {
  if (rounds < 1 || rounds > most)
    throw new Fault('key/too-costly', {
      what: `${rounds.toLocaleString('en-US')} rounds of key derivation`,
      limit: `1 to ${most.toLocaleString('en-US')}`,
    });
}

function checkSalt(salt: Uint8Array): void {
  if (salt.length > limits.saltBytes)
    throw new Fault('key/too-costly', {
      what: `a salt of ${salt.length.toLocaleString('en-US')} bytes`,
      limit: `${limits.saltBytes.toLocaleString('en-US')} bytes`,
    });
}

/** RFC 8018 §5.2. */
export async function pbkdf2Key(
  given: { passphrase: Uint8Array; salt: Uint8Array; rounds: number; digest: Digest; length: number },
  { keep, spend }: Scratch,
): Promise<Uint8Array> {
  checkRounds(given.rounds, limits.rounds);
  checkSalt(given.salt);
  spend(given.rounds);
  return keep(await derivePbkdf2(given.passphrase, given.salt, given.rounds, given.length, given.digest));
}

/** RFC 7914. */
export async function scryptKey(
  given: {
    passphrase: Uint8Array;
    salt: Uint8Array;
    cost: number;
    blockSize: number;
    parallel: number;
    length: number;
  },
  scratch: Scratch,
): Promise<Uint8Array> {
  const { passphrase, salt, cost: N, blockSize: r, parallel: p, length } = given;
  checkSalt(salt);
  const bytes = 128 * N * r;
  if (bytes > limits.scryptMebibytes * 1_048_576 || p > limits.scryptParallel)
    throw new Fault('key/too-costly', {
      what: `scrypt with N=${N}, r=${r}, p=${p}`,
      limit: `${limits.scryptMebibytes} MiB (128·N·r) and p=${limits.scryptParallel}`,
    });
  if (N < 2 || (N & (N - 1)) !== 0 || r < 1 || p < 1)
    throw new Fault('key/unreadable', { label: 'ENCRYPTED PRIVATE KEY' });
  // Mixing a block of r·128 bytes costs about what r rounds do.
  scratch.spend(N * r * p);
  // Node counts some more than 128·N·r against its limit.
  const options = { N, r, p, maxmem: 2 * bytes + 128 * r * p + 1_048_576 };
  return scratch.keep(
    await new Promise<Buffer>((resolve, reject) => {
      scrypt(passphrase, salt, length, options, (error, key) => (error === null ? resolve(key) : reject(error)));
    }),
  );
}

/** PBKDF1: RFC 8018 §5.1. */
export async function pbkdf1Key(
  given: { passphrase: Uint8Array; salt: Uint8Array; rounds: number; digest: 'md5' | 'sha1' },
  { keep, spend }: Scratch,
): Promise<Uint8Array> {
  checkRounds(given.rounds, limits.oldRounds);
  checkSalt(given.salt);
  spend(oldRoundCost * given.rounds);
  const first = createHash(given.digest).update(given.passphrase).update(given.salt).digest();
  return repeated(given.digest, keep(first), { times: given.rounds - 1, keep });
}

/** The key derivation of OpenSSL's encrypted PEM: EVP_BytesToKey with MD5 and one round. */
export function opensslKey(
  { passphrase, salt, length }: { passphrase: Uint8Array; salt: Uint8Array; length: number },
  { keep }: Scratch,
): Uint8Array {
  const blocks: Buffer[] = [];
  for (let previous = Buffer.alloc(0), made = 0; made < length; made += previous.length) {
    previous = keep(createHash('md5').update(previous).update(passphrase).update(salt).digest());
    blocks.push(previous);
  }
  return keep(Buffer.concat(blocks)).subarray(0, length);
}

/** What a key of PKCS#12 is for: RFC 7292 appendix B.3. */
export const purpose = { key: 1, iv: 2, mac: 3 } as const;

/** RFC 7292 appendix B.2. `passphrase`: BMPString with its end (appendix B.1). */
export async function pkcs12Key(
  given: {
    passphrase: Uint8Array;
    salt: Uint8Array;
    rounds: number;
    digest: Digest;
    purpose: 1 | 2 | 3;
    length: number;
  },
  { keep, spend }: Scratch,
): Promise<Uint8Array> {
  checkRounds(given.rounds, limits.oldRounds);
  checkSalt(given.salt);
  spend(oldRoundCost * given.rounds);
  const { digest, length } = given;
  const v = digest === 'sha384' || digest.startsWith('sha512') ? 128 : 64;
  const filled = (bytes: Uint8Array) => {
    const full = Buffer.alloc(v * Math.ceil(bytes.length / v));
    for (let at = 0; at < full.length; at += 1) full[at] = bytes[at % bytes.length] ?? 0;
    return full;
  };
  const diversifier = Buffer.alloc(v, given.purpose);
  const mixed = keep(Buffer.concat([filled(given.salt), keep(filled(given.passphrase))]));
  const made: Uint8Array[] = [];
  for (let bytes = 0; bytes < length;) {
    const first = keep(createHash(digest).update(diversifier).update(mixed).digest());
    const block = await repeated(digest, first, { times: given.rounds - 1, keep });
    made.push(block);
    bytes += block.length;
    addToEach(mixed, { block: filled(block).subarray(0, v), v });
  }
  return keep(Buffer.concat(made)).subarray(0, length);
}

/** Each block of `v` bytes plus the given one plus 1, modulo 2^(8·v). */
function addToEach(mixed: Buffer, { block, v }: { block: Uint8Array; v: number }): void {
  for (let from = 0; from < mixed.length; from += v) {
    let carry = 1;
    for (let at = v - 1; at >= 0; at -= 1) {
      carry += (mixed[from + at] ?? 0) + (block[at] ?? 0);
      mixed[from + at] = carry & 0xff;
      carry >>= 8;
    }
  }
}

const stretch = 5000;

async function repeated(
  digest: Digest,
  first: Buffer,
  { times, keep }: { times: number } & Pick<Scratch, 'keep'>,
): Promise<Buffer> {
  let value = first;
  for (let round = 0; round < times; round += 1) {
    const next = createHash(digest).update(value).digest();
    value.fill(0);
    value = next;
    if (round % stretch === stretch - 1) await new Promise(setImmediate);
  }
  return keep(value);
}

export function hmacOf(digest: Digest, key: Uint8Array, bytes: Uint8Array): Buffer {
  return createHmac(digest, key).update(bytes).digest();
}
