/** @file One process of this checkout at a time: two installations into one folder would take each other’s files away. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Stop } from './say.mjs';

const POLL_MILLISECONDS = 500;
const PATIENCE_MILLISECONDS = 15 * 60 * 1000;

/** Does the work when no other process of the same machine does it for this folder. A dead owner’s place is taken over. */
export async function oneAtATime(folder, work) {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const lock = path.join(tmpdir(), `payer-wizard-install-${name}.lock`);
  await take(lock);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function take(lock) {
  const until = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(ownerOf(lock))) rmSync(lock, { force: true });
    else if (Date.now() > until)
      throw new Stop(`another installation does not end (${lock})`, 'end it, remove that file, and try again');
    else await wait(POLL_MILLISECONDS);
  }
}

/** 0: it is just being written, or has ended. */
function ownerOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  // One whose number is not written yet lives.
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
