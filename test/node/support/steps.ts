/**
 * @file Write steps that can be died at. In a process of its own, before the code that writes is called: each call that
 * changes the disk is counted, and at the chosen one the process ends as by a power cut, before the call or in its middle.
 */
import crypto from 'node:crypto';
import { writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

export interface Death {
  /** Counted from 1; 0: it lives. */
  readonly step: number;
  /** Half of what is to be written is written. */
  readonly half: boolean;
}

/** What was done so far, in order. */
export const done: string[] = [];

let death: Death = { step: 0, half: false };

/** One step that changes something. */
export function step(name: string, dieInTheMiddle?: () => void): void {
  done.push(name);
  if (done.length !== death.step) return;
  try {
    if (death.half) dieInTheMiddle?.();
  } catch {
    // What cannot be begun, since the file is there already, has no middle.
  }
  process.kill(process.pid, 'SIGKILL');
  // The signal may reach another thread first: this one goes no further.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

export function watchSteps(given: Death): void {
  death = given;
  const { chmod, mkdir, open, rename, rm, writeFile } = fs;
  const counted =
    <A extends unknown[], R>(name: string, call: (...given: A) => R) =>
    (...args: A): R => {
      step(name);
      return call(...args);
    };
  Object.assign(fs, {
    chmod: counted('chmod', chmod),
    mkdir: counted('mkdir', mkdir),
    rename: counted('rename', rename),
    rm: counted('rm', rm),
    writeFile: async (file: string, text: string, options: { flag: string; mode: number }) => {
      step('write', () => {
        writeFileSync(file, text.slice(0, text.length / 2), options);
      });
      return writeFile(file, text, options);
    },
    open: async (file: string, flags: string, mode?: number) => {
      if (flags !== 'r') step('open');
      const handle = await open(file, flags, mode);
      const { sync } = handle;
      const whole = handle.writeFile.bind(handle) as (bytes: Uint8Array) => Promise<void>;
      return Object.assign(handle, {
        sync: counted('sync', sync.bind(handle)),
        writeFile: async (bytes: Uint8Array) => {
          step('write', () => {
            writeFileSync(handle.fd, bytes.subarray(0, bytes.length / 2));
          });
          return whole(bytes);
        },
      });
    },
  });
  syncBuiltinESMExports();
}

/** What a passphrase costs has no bearing on the steps: without it, many more of them can be tried. */
export function cheapPassphrases(): void {
  const { scrypt } = crypto;
  const cheap = (...[passphrase, salt, length, , answer]: Parameters<typeof scrypt> & unknown[]) => {
    scrypt(passphrase, salt, length, { N: 2, r: 1, p: 1 }, answer as never);
  };
  Object.assign(crypto, { scrypt: cheap });
  syncBuiltinESMExports();
}
