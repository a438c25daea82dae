import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';

/**
 * What is wrong with a proxy’s address before it is kept. A payer’s file holds no secret, and a password that is typed
 * half is one already: so what may be the beginning of one is no address. The words never repeat what was given.
 */
export function checkProxy(given: string): Problem[] {
  const text = given.trim();
  if (['', 'system', 'none'].includes(text)) return [];
  const bare = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  if (/:.*@/.test(bare)) return [problem('proxy', 'payer/proxy-with-password', {})];
  return URL.canParse(bare === text ? `http://${text}` : text) ? [] : [problem('proxy', 'payer/proxy-no-address', {})];
}

/** Neither that of the system nor none: one that may have a password. */
export function isOwnProxy(proxy: string): boolean {
  return proxy !== 'system' && proxy !== 'none';
}
