import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Entry } from './log-entry.ts';
import { entryLine } from './log-entry.ts';

export type Log = (entry: Entry) => void;

const mostBytes = 256 * 1024;

/**
 * A log of two files, the current one and the one before it, for the person's eyes only. Written at once, so that the last line
 * before a crash is there. A log that cannot be written never stops the program.
 */
export function openLog(folder: string): Log {
  const file = path.join(folder, 'payer-wizard.log');
  return (entry) => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, `${entryLine(new Date(), entry)}\n`, { mode: 0o600 });
    } catch {
      // There is nowhere left to tell.
    }
  };
}
