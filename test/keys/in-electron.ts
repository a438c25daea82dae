/**
 * @file The part of `test/e2e/keys-in-electron.test.ts` that runs in Electron’s Node: it reads each input, makes a key of each
 * kind, and signs with each algorithm. Arguments: a file with the inputs, a file for what came out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { keyKinds } from '#core/domain/keys/key-record.ts';
import { describeKey } from '#node/keys/describe-key.ts';
import { makeKey } from '#node/keys/generate-key.ts';
import { signWith } from '#node/keys/sign.ts';
import type { Input, Outcome } from './outcome.ts';
import { outcomeOf } from './outcome.ts';

export interface Signed {
  readonly kind: string;
  readonly algorithm: string;
  readonly form: 'jose' | 'der';
  readonly publicPem: string;
  readonly signature: string;
}

export interface InElectron {
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly outcomes: readonly Outcome[];
  readonly signed: readonly Signed[];
}

export const signedText = 'what a token says';

async function signAll(): Promise<Signed[]> {
  const signed: Signed[] = [];
  const bytes = Buffer.from(signedText);
  const circumstances = {
    id: '1',
    origin: 'generated',
    createdAt: '2027-01-01T00:00:00.000Z',
    keptFor: 'good',
  } as const;
  for (const kind of keyKinds) {
    const key = await makeKey(kind);
    const { algorithms, publicPem } = describeKey(key, circumstances);
    for (const algorithm of algorithms)
      for (const form of ['jose', 'der'] as const) {
        const signature = Buffer.from(await signWith(key, { algorithm, form, bytes })).toString('base64');
        signed.push({ kind, algorithm, form, publicPem, signature });
      }
  }
  return signed;
}

/** Only as a program: the test imports the types and the text. */
const [, , from, to] = process.argv;
if ('electron' in process.versions && from !== undefined && to !== undefined) {
  const outcomes: Outcome[] = [];
  for (const input of JSON.parse(readFileSync(from, 'utf8')) as Input[]) outcomes.push(await outcomeOf(input));
  const { node, electron, openssl } = process.versions as Record<string, string | undefined>;
  const result: InElectron = { versions: { node, electron, openssl }, outcomes, signed: await signAll() };
  writeFileSync(to, JSON.stringify(result));
}
