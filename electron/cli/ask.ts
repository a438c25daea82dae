/** @file Asking a person on the terminal. What is typed as a secret is not echoed. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Fault } from '#core/domain/fault.ts';
import { Secret } from '#core/domain/secret.ts';
import { UsageError } from './report.ts';

/** Throws `input/no-secret` for an empty one, and where the person ends the input. */
export function askSecret(prompt: string): Promise<Secret> {
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  // Now the terminal echoes nothing: who answers faster than a person is not shown either.
  process.stderr.write(`${prompt}: `);
  return new Promise((resolve, reject) => {
    terminal.once('close', () => {
      process.stderr.write('\n');
      reject(new Fault('input/no-secret', {}));
    });
    terminal.question('', (answer) => {
      if (answer !== '') resolve(new Secret(answer));
      terminal.close();
    });
  });
}

/** All of standard input, as text. */
export async function readStandardInput(): Promise<string> {
  return Buffer.from(await readStandardInputBytes()).toString('utf8');
}

/** Throws a `UsageError` where it was read before: two of what was asked for were to come from there. */
export async function readStandardInputBytes(): Promise<Uint8Array> {
  if (process.stdin.readableEnded) throw new UsageError('standard input can be only one of what is asked for');
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
