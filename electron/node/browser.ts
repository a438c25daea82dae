/** @file Signing in with the person's own browser: random values, the browser, and the way back. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Browser, SignInSecrets } from '#core/ports.ts';
import { receiveAtLoopback } from './loopback-redirect.ts';

/** How a system opens an address in the browser of the person. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // `start` would read the address as a command; this does not.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  linux: ['xdg-open'],
};

/** `open`: another way than the system's command; the app has Electron's. */
export function systemBrowser(open: Browser['open'] = openBySystem): Browser {
  return { begin, receive: receiveAtLoopback, open };
}

async function begin(): Promise<SignInSecrets> {
  const random = () => randomBytes(32).toString('base64url');
  const verifier = random();
  return Promise.resolve({
    state: random(),
    nonce: random(),
    verifier: new Secret(verifier),
    challenge: createHash('sha256').update(verifier, 'ascii').digest('base64url'),
  });
}

async function openBySystem(url: string): Promise<void> {
  const [command, ...before] = openers[process.platform] ?? ['xdg-open'];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, [...before, url], { stdio: 'ignore', detached: true });
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Fault('sign-in/no-browser', { why: error.code ?? 'unknown' }));
    });
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
