/**
 * @file The lock of a store: a file that names its owner, held for one write. (1) A dead owner's lock is taken over.
 * (2) Nobody waits longer than five seconds. (3) Within one process writers queue, and do not race for the file.
 */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import { systemCode, writeFault } from './disk.ts';

const patienceMilliseconds = 5_000;
/** A lock without a readable owner is one that is being written, or whose writer died while writing it. */
const namelessMilliseconds = 2_000;

const Owner = z.object({ pid: z.number().int().positive(), host: z.string(), start: z.string() });
type Owner = z.infer<typeof Owner>;

const queues = new Map<string, Promise<unknown>>();

/** Runs the work while holding the lock file. Throws `store/locked`; else what the work throws. */
export async function withLock<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  const key = path.resolve(lockFile);
  const before = queues.get(key) ?? Promise.resolve();
  const turn = before.then(async () => {
    await acquire(lockFile);
    try {
      return await work();
    } finally {
      await rm(lockFile, { force: true });
    }
  });
  const settled = turn.catch(() => undefined);
  queues.set(key, settled);
  try {
    return await turn;
  } finally {
    if (queues.get(key) === settled) queues.delete(key);
  }
}

async function acquire(lockFile: string): Promise<void> {
  const own = JSON.stringify({ pid: process.pid, host: hostname(), start: await startOf(process.pid) });
  const end = performance.now() + patienceMilliseconds;
  for (;;) {
    if (await create(lockFile, own)) return;
    const seen = await readLock(lockFile);
    // Asked before anything else: a dead one that cannot be taken away must not keep us either.
    if (performance.now() > end)
      throw new Fault('store/locked', {
        pid: String(seen?.owner?.pid ?? 'unknown'),
        host: seen?.owner?.host ?? 'an unknown host',
      });
    if (seen !== null && (await isDead(seen))) await takeAway(lockFile, seen.text);
    await wait(5 + (process.pid % 11));
  }
}

async function create(lockFile: string, text: string): Promise<boolean> {
  try {
    await writeFile(lockFile, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') return false;
    // Windows says so while a file that is being removed is still open elsewhere.
    if (process.platform === 'win32' && code === 'EPERM') return false;
    // Created and not written, on a full disk: it must not stay.
    if (code === 'ENOSPC' || code === 'EDQUOT') await rm(lockFile, { force: true });
    throw writeFault(error, lockFile);
  }
}

interface SeenLock {
  readonly text: string;
  /** null: not readable as an owner. */
  readonly owner: Owner | null;
  readonly ageMilliseconds: number;
}

async function readLock(lockFile: string): Promise<SeenLock | null> {
  try {
    const text = await readFile(lockFile, 'utf8');
    const { mtimeMs } = await stat(lockFile);
    return { text, owner: parseOwner(text), ageMilliseconds: Date.now() - mtimeMs };
  } catch {
    // Gone in the meantime, or unreadable: the next attempt to create it tells.
    return null;
  }
}

function parseOwner(text: string): Owner | null {
  try {
    return Owner.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function isDead({ owner, ageMilliseconds }: SeenLock): Promise<boolean> {
  if (owner === null) return ageMilliseconds > namelessMilliseconds;
  // Of a process on another machine nothing can be known.
  if (owner.host !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return systemCode(error) === 'ESRCH';
  }
  // Alive, or another process that was given the same number since.
  const start = await startOf(owner.pid);
  return owner.start !== '' && start !== '' && start !== owner.start;
}

/** Two waiters may see the same dead lock: only one may remove it, and only while it is still that one. */
async function takeAway(lockFile: string, text: string): Promise<void> {
  const guard = `${lockFile}.takeover`;
  if (!(await create(guard, ''))) {
    // Its maker died between two system calls.
    const left = await readLock(guard);
    if (left !== null && left.ageMilliseconds > namelessMilliseconds) await rm(guard, { force: true });
    return wait(10);
  }
  try {
    const now = await readLock(lockFile);
    if (now?.text === text) await rm(lockFile, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** When a process started, in ticks since the machine did: tells a process from a later one with its number. '' where unknown. */
async function startOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return '';
  try {
    const line = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
    // The name of the program, in brackets, may hold blanks: counted is from behind it (proc(5), field 22).
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
