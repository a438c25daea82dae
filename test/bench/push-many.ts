/** @file A push of 1,000 definitions with their keystores beside one of 10: the requests that it makes, and the memory that it takes at most. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startSmileCdr } from '../servers/smile-cdr/start.ts';
import { wizardPermissions } from '../servers/smile-cdr/users.ts';

const child = path.join(import.meta.dirname, 'push-once.ts');

interface Push {
  readonly megabytes: number;
  readonly seconds: number;
  /** Of the first push: lists, and those for each definition and each keystore. */
  readonly lists: number;
  readonly forEach: number;
  /** Of the second push. */
  readonly writesAgain: number;
}

export interface PushMany extends Push {
  readonly definitions: number;
  readonly fewDefinitions: number;
  readonly fewMegabytes: number;
  readonly ratio: number;
  readonly bar: number;
}

export async function measurePushMany(folder: string): Promise<PushMany> {
  const counts = { definitions: 1000, fewDefinitions: 10 };
  const many = await pushOf(path.join(folder, 'push-many'), counts.definitions);
  const few = await pushOf(path.join(folder, 'push-few'), counts.fewDefinitions);
  const ratio = many.megabytes / few.megabytes;
  return { ...counts, ...many, fewMegabytes: few.megabytes, ratio, bar: 2 };
}

async function pushOf(folder: string, count: number): Promise<Push> {
  const users = [{ username: 'ana', password: 'for this run only', permissions: wizardPermissions }];
  const cdr = await startSmileCdr({ authority: null, users });
  const pushing = spawn(process.execPath, [child, folder, cdr.baseUrl, String(count)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface({ input: pushing.stdout })[Symbol.asyncIterator]();
    const told = async () => JSON.parse((await lines.next()).value ?? '{}') as Record<string, number>;
    const { done = 0, seconds = 0 } = await told();
    if (done !== 2 * count) throw new Error(`${String(done)} steps were done of ${String(2 * count)}`);
    const first = cdr.requests.length;
    pushing.stdin.write('\n');
    const { kilobytes = 0 } = await told();
    const isList = ({ path: at }: { path: string }) => at.includes('pageIndex=');
    const lists = cdr.requests.slice(0, first).filter(isList).length;
    return {
      megabytes: kilobytes / 1024,
      seconds,
      lists,
      forEach: (first - lists) / (2 * count),
      writesAgain: cdr.requests.slice(first).filter(({ method }) => method !== 'GET').length,
    };
  } finally {
    pushing.kill();
    await cdr.stop();
  }
}
