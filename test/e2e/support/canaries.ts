/** @file Marked secrets, and every place where one of them could turn up. */
import type { KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';

/** Where something turned up: name of the place, and of what was found there. */
export type Found = Readonly<Record<string, readonly string[]>>;

/** The forms in which a text may have been written down. */
export function formsOf(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const spelt = [text, bytes.toString('hex'), JSON.stringify(text).slice(1, -1), encodeURIComponent(text)];
  // In Base64 a text looks different at each of three offsets; its ends depend on what stands beside it.
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(offset === 0 ? 0 : offset + 1, -2),
  );
  const url = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([...spelt, ...base64, ...url])].flatMap((form) => [
    Buffer.from(form),
    Buffer.from(form, 'utf16le'),
  ]);
}

/** What of a private key is secret, by name: each line of its PEM, and its private exponent or number. */
export function partsOfKey(key: KeyObject, what = 'the key'): Record<string, string> {
  const lines = key.export({ format: 'pem', type: 'pkcs8' }).toString().split('\n').slice(1, -2);
  const { d = '' } = key.export({ format: 'jwk' });
  // The first line says what kind of key it is, as every key of its kind does.
  const named = lines.slice(1).map((line, index): [string, string] => [`line ${String(index + 2)} of ${what}`, line]);
  return {
    ...Object.fromEntries(named),
    [`d of ${what}`]: d,
    [`d of ${what} in hex`]: Buffer.from(d, 'base64url').toString('hex'),
  };
}

/** Which of the marked ones stand where. */
export function search(places: Readonly<Record<string, Buffer>>, marked: Readonly<Record<string, string>>): Found {
  const forms = Object.entries(marked).map(([name, text]) => ({ name, forms: formsOf(text) }));
  const found = Object.entries(places).map(([place, bytes]): [string, string[]] => [
    place,
    forms.filter((each) => each.forms.some((form) => bytes.includes(form))).map(({ name }) => name),
  ]);
  return Object.fromEntries(found.filter(([, names]) => names.length > 0));
}

/** From now on every call of the window and every answer is written down, but for the inputs that are there to take secrets. */
export async function recordTraffic(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ ipcMain }) => {
    type Handler = (event: unknown, ...input: unknown[]) => unknown;
    const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> };
    const record = globalThis as unknown as { traffic: string[] };
    record.traffic = [];
    for (const [call, handle] of handlers)
      handlers.set(call, async (event, ...input) => {
        if (call !== 'takeSecret' && call !== 'takeDroppedFile') record.traffic.push(JSON.stringify([call, input]));
        const answer = await handle(event, ...input);
        record.traffic.push(JSON.stringify([call, 'answers', answer]));
        return answer;
      });
  });
}

async function traffic(app: ElectronApplication): Promise<Buffer> {
  const lines = await app.evaluate(() => (globalThis as unknown as { traffic: string[] }).traffic);
  return Buffer.from(lines.join('\n'));
}

/** What the page shows and holds: its elements, its fields, its storage. */
async function pageHolds(page: Page): Promise<Buffer> {
  const script = `(async () => JSON.stringify([
    document.documentElement.outerHTML,
    [...document.querySelectorAll('input, textarea, select')].map((field) => field.value),
    Object.entries(localStorage), Object.entries(sessionStorage), document.cookie,
    (await indexedDB.databases()).map(({ name }) => name), (await caches.keys()),
  ]))()`;
  return Buffer.from(await page.evaluate<string>(script));
}

/** Every file below a folder, one behind the other. */
export function filesIn(folder: string): Buffer {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Buffer.concat(entries.map((each) => readFileSync(path.join(each.parentPath, each.name))));
}

/** Arguments and environment of the app and of everything that it started (proc(5)). */
function processes(pid: number): Buffer {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parentOf = (child: string) => Number(/^PPid:\s*(\d+)$/m.exec(readProc(child, 'status').toString())?.[1] ?? 0);
  const parents = new Map(all.map((child) => [Number(child), parentOf(child)]));
  const isOurs = (child: number | undefined): boolean =>
    child !== undefined && child > 1 && (child === pid || isOurs(parents.get(child)));
  const ours = all.filter((child) => isOurs(Number(child)));
  return Buffer.concat(ours.flatMap((child) => [readProc(child, 'cmdline'), readProc(child, 'environ')]));
}

function readProc(pid: string, file: string): Buffer {
  try {
    return readFileSync(path.join('/proc', pid, file));
  } catch {
    // It ended between the two looks.
    return Buffer.alloc(0);
  }
}

export interface Looked {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly store: string;
  /** Files that left: a bundle, a recovery file, an exported key. */
  readonly given: string;
}

/** Everything that can be looked into, by name. */
export async function everyPlace({ page, ...looked }: Looked): Promise<Record<string, Buffer>> {
  return { ...(await placesWithoutPage(looked)), page: await pageHolds(page) };
}

/** The same, when there is no page to be asked: after a crash Playwright does not find it again. */
export async function placesWithoutPage({ app, store, given }: Omit<Looked, 'page'>): Promise<Record<string, Buffer>> {
  const paths = await app.evaluate(({ app: electron }) => ({
    profile: electron.getPath('userData'),
    crashes: electron.getPath('crashDumps'),
  }));
  return {
    traffic: await traffic(app),
    profile: filesIn(paths.profile),
    log: filesIn(path.join(paths.profile, 'logs')),
    'crash folder': crashesIn(paths.crashes),
    store: filesIn(store),
    'given out': filesIn(given),
    processes: processes(app.process().pid ?? 0),
  };
}

function crashesIn(folder: string): Buffer {
  try {
    return filesIn(folder);
  } catch {
    // Never made: nothing crashed, or nothing is written when it does.
    return Buffer.alloc(0);
  }
}
