/** @file Asking a person on the terminal. What is typed as a secret is not echoed. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Secret } from '#core/domain/secret.ts';

export function askSecret(prompt: string): Promise<Secret> {
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  // Now the terminal echoes nothing: who answers faster than a person is not shown either.
  process.stderr.write(`${prompt}: `);
  return new Promise((resolve) => {
    terminal.question('', (answer) => {
      terminal.close();
      process.stderr.write('\n');
      resolve(new Secret(answer));
    });
  });
}

/** All of standard input, as text. */
export async function readStandardInput(): Promise<string> {
  return Buffer.from(await readStandardInputBytes()).toString('utf8');
}

export async function readStandardInputBytes(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
