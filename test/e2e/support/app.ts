/** @file Starts the packaged app on a store of its own and drives it by Playwright. What a person would choose in the system's dialogs is chosen here. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { _electron, errors } from 'playwright';

const root = path.resolve(import.meta.dirname, '../../..');

export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly folder: string;
  readonly store: string;
  /** What the next dialogs answer: files to open, then places to save to. */
  choose(...paths: string[]): Promise<void>;
  /** Ends it as a person does. */
  close(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

export interface Start {
  readonly folder?: string;
  readonly dark?: boolean;
  /** Beside the environment of the test. */
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: { readonly width: number; readonly height: number };
}

/** As root Chromium’s sandbox cannot start; that it holds is proven by --self-test, as another user. */
const isRoot = process.getuid?.() === 0;

/** Less than a test may take, so that a start that hangs is named as one. */
const startMilliseconds = 60_000;

export function emptyFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'payer-wizard-e2e-'));
}

export async function startApp({
  folder = emptyFolder(),
  dark = false,
  size,
  env = {},
}: Start = {}): Promise<RunningApp> {
  const store = path.join(folder, 'store');
  const app = await launch({
    executablePath: path.join(root, 'out/app/linux-unpacked/payer-wizard'),
    args: [`--store=${store}`, '--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])],
    cwd: folder,
    env: { ...process.env, XDG_CONFIG_HOME: path.join(folder, 'config'), ...env },
    colorScheme: dark ? 'dark' : 'light',
  });
  const page = await app.firstWindow({ timeout: startMilliseconds });
  if (size !== undefined) await resize(app, size);
  await page.locator('main h1').waitFor();

  return {
    app,
    page,
    folder,
    store,
    choose: async (...paths) => chooseInDialogs(app, paths),
    close: async () => app.close(),
    kill: async () => {
      const child = app.process();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * Playwright attaches to an app that is already starting, and about once in forty starts its first question is never
 * answered: the app then has no window yet. It is ended and started again, three times at most.
 */
async function launch(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await _electron.launch({ ...options, timeout: 15_000 });
    } catch (error) {
      if (attempt === 3 || !(error instanceof errors.TimeoutError)) throw error;
      console.warn(`Playwright did not reach the app; start ${String(attempt + 1)} of 3.`);
    }
  }
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

export async function resize(app: ElectronApplication, size: { width: number; height: number }): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
  const page = await app.firstWindow();
  // Looked at again and again from here: a function that waits in the page would need what its policy forbids.
  for (let looks = 0; looks < 100; looks += 1) {
    if ((await page.evaluate<string>('`${innerWidth} ${innerHeight}`')) === `${size.width} ${size.height}`) return;
    await page.waitForTimeout(20);
  }
  throw new Error(`The window did not become ${size.width} by ${size.height}`);
}

/** The system’s own dialogs are not the page’s, so nobody can press their buttons from there. */
async function chooseInDialogs(app: ElectronApplication, paths: string[]): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    const queue = [...chosen];
    dialog.showOpenDialog = () => {
      const next = queue.shift();
      return Promise.resolve({ canceled: next === undefined, filePaths: next === undefined ? [] : [next] });
    };
    dialog.showSaveDialog = () => {
      const next = queue.shift();
      return Promise.resolve({ canceled: next === undefined, filePath: next ?? '' });
    };
  }, paths);
}
