/** @file What the page can reach, asked from within the page. */
import type { WebContents } from 'electron/main';
import { callNames } from '#core/contract/names.ts';

export interface PageProof {
  /** Names in the page that Node, Electron or a leaking preload would have brought. */
  readonly leaks: readonly string[];
  readonly bridge: readonly string[];
  /** Directives of the policy that stopped something, in the order of the attempts. */
  readonly stopped: readonly string[];
  readonly evalWasStopped: boolean;
  readonly homeIsShown: boolean;
}

/** Runs in the page’s own world. It attempts what the policy forbids, and never leaves this machine: the address is our own. */
const attempts = `(async () => {
  const stopped = [];
  document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));
  const script = document.createElement('script');
  script.textContent = 'window.inlineScriptRan = true';
  document.head.append(script);
  await fetch('payer-wizard://app/index.html').catch(() => undefined);
  const frame = document.createElement('iframe');
  frame.src = 'data:text/plain,x';
  document.body.append(frame);
  await new Promise((resolve) => setTimeout(resolve, 200));
  frame.remove();
  script.remove();
  const started = Date.now();
  while (document.querySelector('main') === null && Date.now() - started < 10000)
    await new Promise((resolve) => setTimeout(resolve, 50));
  let evalWasStopped = false;
  try { (0, eval)('1'); } catch { evalWasStopped = true; }
  const leaks = ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer', 'electron', 'inlineScriptRan'].filter((name) => name in window);
  const isFrozen = Object.keys(window.wizard).every((name) => !Reflect.set(window.wizard, name, null));
  if (!isFrozen) leaks.push('wizard is writable');
  return { leaks, bridge: Object.keys(window.wizard).sort(), stopped, evalWasStopped, homeIsShown: document.querySelector('main') !== null };
})()`;

export async function provePage(contents: WebContents): Promise<PageProof> {
  return (await contents.executeJavaScript(attempts)) as PageProof;
}

/** Each '' when it holds; else what does not. */
export function pageFaults({ leaks, bridge, stopped, evalWasStopped, homeIsShown }: PageProof) {
  const expected = callNames.toSorted();
  const wanted = ['script-src-elem', 'connect-src', 'frame-src'];
  const notStopped = wanted.filter((directive) => !stopped.includes(directive));
  return {
    window: homeIsShown ? '' : 'Home is not shown',
    contextIsolation: leaks.length === 0 ? '' : `the page reaches ${leaks.join(', ')}`,
    bridge: JSON.stringify(bridge) === JSON.stringify(expected) ? '' : `the bridge has ${bridge.join(', ')}`,
    csp:
      notStopped.length === 0 && evalWasStopped
        ? ''
        : `not stopped: ${[...notStopped, ...(evalWasStopped ? [] : ['eval'])].join(', ')}`,
  };
}
