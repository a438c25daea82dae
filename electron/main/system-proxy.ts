/** @file The proxy of this computer, as Chromium finds it: settings of the system, a PAC script, WPAD. */
import { session } from 'electron/main';
import { firstProxy } from './first-proxy.ts';

export async function systemProxy(url: string): Promise<string> {
  return firstProxy(await session.defaultSession.resolveProxy(url));
}
