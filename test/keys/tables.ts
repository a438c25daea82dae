/** @file Both tables, each row with its input and what reading it must come to. */
import { createPublicKey } from 'node:crypto';
import { thumbprintOf } from '#core/domain/keys/thumbprint.ts';
import { digests } from '#node/digests.ts';
import { damagedRows } from './damaged.ts';
import { goodRows } from './good.ts';
import type { Input, Outcome } from './outcome.ts';

export interface Case {
  readonly name: string;
  readonly input: () => Input;
  readonly expected: () => Outcome;
}

const inputOf = (name: string, made: string | Uint8Array, passphrase: string | undefined): Input => ({
  name,
  base64: Buffer.from(made as Uint8Array).toString('base64'),
  passphrase: passphrase ?? null,
});

export const goodCases: readonly Case[] = goodRows.map(
  ({ name, key, make, passphrase, certificates = 0, requests = 0 }) => ({
    name,
    input: () => inputOf(name, make(), passphrase),
    expected: () => {
      const members = createPublicKey(key()).export({ format: 'jwk' }) as Record<string, string>;
      return { thumbprints: [thumbprintOf(members, digests.sha256)], certificates, requests };
    },
  }),
);

export const damagedCases: readonly Case[] = damagedRows.map(({ name, code, make, passphrase }) => ({
  name: `${name}: ${code}`,
  input: () => inputOf(name, make(), passphrase),
  expected: () => ({ code }),
}));
