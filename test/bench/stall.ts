/** @file How late the window’s and the main process’s timers are while a token endpoint says nothing for 30 s, beside the same app at rest. */
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { _electron } from 'playwright';
import { newPayer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { nodePorts } from '#node/ports.ts';
import { makeAuthority } from '../servers/authority.ts';
import type { Misbehaving } from '../servers/misbehaving/start.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import { shell } from './start.ts';

const SECONDS = 30;
const REST_SECONDS = 10;
const EVERY_MILLISECONDS = 10;
const ref = 'stalled@test';
const passphrase = 'only for this measurement';

/** Milliseconds by which a timer was late. */
interface Lateness {
  readonly p99: number;
  readonly max: number;
}

export interface Stall {
  readonly seconds: number;
  readonly window: Lateness;
  readonly main: Lateness;
  readonly windowAtRest: Lateness;
  /** From the click on Cancel until the report of the cancelled test stands there. */
  readonly cancelMilliseconds: number;
  /** Of the p99: above 50 ms people begin to notice that an answer waits. */
  readonly barMilliseconds: number;
}

export async function measureStall(root: string, folder: string): Promise<Stall> {
  const store = path.join(folder, 'stall');
  const server = await startMisbehaving({ authority: await makeAuthority() });
  await fill(store, server);
  const { executable, common } = await shell();
  const app = await _electron.launch({ executablePath: executable, args: [...common, root, `--store=${store}`] });
  try {
    const page = await app.firstWindow();
    await page.locator('main h1').waitFor();
    await page.evaluate(
      async (typed) =>
        (globalThis as unknown as Wizard).wizard.takeSecret({ for: { is: 'vault-unlock' }, secret: typed }),
      passphrase,
    );
    await page.getByRole('link', { name: 'Stalled', exact: true }).click();
    await page
      .getByRole('navigation', { name: 'Steps' })
      .getByRole('link', { name: /Live test/ })
      .click();
    const windowAtRest = await latenessInWindow(page, REST_SECONDS);
    await page.getByRole('button', { name: /^Run/ }).click();
    const [inWindow, inMain] = await Promise.all([latenessInWindow(page, SECONDS), latenessInMain(app, SECONDS)]);
    const clickedAt = performance.now();
    await page.getByRole('button', { name: /^Cancel/ }).click();
    await page.getByRole('status').locator('.result').waitFor();
    const cancelMilliseconds = performance.now() - clickedAt;
    if (server.requests.length !== 1) throw new Error(`${String(server.requests.length)} requests came, not one`);
    return {
      seconds: SECONDS,
      window: inWindow,
      main: inMain,
      windowAtRest,
      cancelMilliseconds,
      barMilliseconds: 50,
    };
  } finally {
    await app.close();
    await server.stop();
  }
}

interface Wizard {
  readonly wizard: { takeSecret(given: object): Promise<void> };
}

async function fill(store: string, server: Misbehaving): Promise<void> {
  const ask = () => Promise.resolve(new Secret(passphrase));
  const ports = nodePorts({ folder: store, vault: { by: 'passphrase', ask } });
  const payer = newPayer({ ref, name: 'Stalled', now: new Date().toISOString() });
  const network = { ...payer.network, authorities: [server.ca], allowPrivate: true };
  const saved = await ports.store.savePayer({ ...payer, network });
  await saveChanges(ports, saved, {
    changes: {
      fields: {
        issuer: server.origin,
        tokenEndpoint: server.address('stall-before'),
        clientId: 'bench',
        clientAuthenticationMode: 'CLIENT_SECRET_BASIC',
        requestScopes: 'system/*.rs',
      },
    },
  });
  await keepSecret(ports, ref, new Secret('only-for-this-measurement'));
}

interface Wish {
  readonly milliseconds: number;
  readonly every: number;
}

/** Milliseconds by which each turn of a timer was late. It goes over as its own text, so it uses nothing from around it. */
async function turns(wish: Wish): Promise<number[]> {
  const late: number[] = [];
  const startedAt = performance.now();
  let before = startedAt;
  while (before - startedAt < wish.milliseconds) {
    await new Promise((resolve) => setTimeout(resolve, wish.every));
    const now = performance.now();
    late.push(Math.max(0, now - before - wish.every));
    before = now;
  }
  return late;
}

const wishFor = (seconds: number): Wish => ({ milliseconds: seconds * 1000, every: EVERY_MILLISECONDS });

async function latenessInWindow(page: Page, seconds: number): Promise<Lateness> {
  return lateness(await page.evaluate(turns, wishFor(seconds)));
}

async function latenessInMain(app: ElectronApplication, seconds: number): Promise<Lateness> {
  // As a text, so that it takes the same function as the window: Playwright would hand Electron over as the first argument.
  return lateness(await app.evaluate<number[]>(`(${turns.toString()})(${JSON.stringify(wishFor(seconds))})`));
}

function lateness(late: readonly number[]): Lateness {
  const sorted = late.toSorted((one, other) => one - other);
  return { p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}
