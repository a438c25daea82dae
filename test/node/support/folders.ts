/** @file Folders of a test's own, removed when its file is done. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

/** A path inside a new folder; nothing is there yet. */
export function freshFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-test-'));
  made.push(folder);
  return path.join(folder, 'store');
}

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});
