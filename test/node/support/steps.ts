/**
 * @file Write steps at which an act is cut off. In a process of its own, before the code that writes is called: each call that
 * changes the disk is counted, and at the chosen one the act goes no further, before the call or in its middle, until the
 * process is killed. [Note: One kill for many] Acts on different stores share nothing, so one process does many of them, and
 * dies when each has come to its step: what it leaves of each is what it would have left of that one alone.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import crypto from 'node:crypto';
import { writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

export interface Cut {
  /** Counted from 1; 0: nowhere. */
  readonly step: number;
  /** Half of what is to be written is written. */
  readonly half: boolean;
}

/** What an act has done so far, in order; the last one was only begun when it was cut off. */
export interface Course {
  readonly end: 'cut' | 'done';
  readonly steps: readonly string[];
}

interface Running extends Cut {
  readonly steps: string[];
  readonly isCut: () => void;
}

const running = new AsyncLocalStorage<Running>();
const never = new Promise<never>(() => undefined);

/** Does an act until it is cut off, or to its end. What it throws is passed on. */
export async function cutOff(cut: Cut, act: () => Promise<void>): Promise<Course> {
  const steps: string[] = [];
  return new Promise((resolve, reject) => {
    const isCut = () => {
      resolve({ end: 'cut', steps });
    };
    running.run({ ...cut, steps, isCut }, act).then(() => {
      resolve({ end: 'done', steps });
    }, reject);
  });
}

/** One step that changes something. Outside of an act that is watched it is nothing. */
export async function step(name: string, halfWay?: () => void): Promise<void> {
  const act = running.getStore();
  if (act === undefined) return;
  // Whatever it would do beside the step that it is cut off at.
  if (act.step > 0 && act.steps.length >= act.step) return never;
  act.steps.push(name);
  if (act.steps.length !== act.step) return;
  try {
    if (act.half) halfWay?.();
  } catch {
    // What cannot be begun, since the file is there already, has no middle.
  }
  act.isCut();
  return never;
}

export function watchSteps(): void {
  const { chmod, mkdir, open, rename, rm, writeFile } = fs;
  const counted =
    <A extends unknown[], R>(name: string, call: (...given: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await step(name);
      return call(...args);
    };
  Object.assign(fs, {
    chmod: counted('chmod', chmod),
    mkdir: counted('mkdir', mkdir),
    rename: counted('rename', rename),
    rm: counted('rm', rm),
    writeFile: async (file: string, text: string, options: { flag: string; mode: number }) => {
      await step('write', () => {
        writeFileSync(file, text.slice(0, text.length / 2), options);
      });
      return writeFile(file, text, options);
    },
    open: async (file: string, flags: string, mode?: number) => {
      if (flags !== 'r') await step('open');
      const handle = await open(file, flags, mode);
      const { sync } = handle;
      const whole = handle.writeFile.bind(handle) as (bytes: Uint8Array) => Promise<void>;
      return Object.assign(handle, {
        sync: counted('sync', sync.bind(handle)),
        writeFile: async (bytes: Uint8Array) => {
          await step('write', () => {
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
