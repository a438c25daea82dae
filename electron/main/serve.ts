import { ipcMain } from 'electron/main';
import type { Handlers, Reply } from '#core/contract/contract.ts';
import type { CallName } from '#core/contract/names.ts';
import { callNames } from '#core/contract/names.ts';
import { Fault, toFailure } from '#core/domain/fault.ts';
import type { Log } from './log.ts';
import { isOurs } from './rules.ts';

/**
 * Answers the top frame of our own page, and nobody else. The handlers may still be opening: a call waits for them, and
 * when they cannot be opened, every call says why.
 */
export function serve(handlers: () => Promise<Handlers>, log: Log): void {
  for (const call of callNames) {
    ipcMain.handle(call, (event, raw: unknown) =>
      isOurs(event.senderFrame) ? answer({ handlers, call, raw, log }) : refuse(call, log),
    );
  }
}

interface Asked {
  readonly handlers: () => Promise<Handlers>;
  readonly call: CallName;
  readonly raw: unknown;
  readonly log: Log;
}

async function answer({ handlers, call, raw, log }: Asked): Promise<Reply> {
  const onBug = (of: string, error: unknown): void => {
    log({ event: 'bug', of, error });
  };
  try {
    // The schemas are loaded beside the window, not before it.
    const [{ dispatch }, opened] = await Promise.all([import('#core/contract/dispatch.ts'), handlers()]);
    return await dispatch(opened, call, raw, onBug);
  } catch (error) {
    if (!(error instanceof Fault)) onBug(call, error);
    return { ok: false, failure: toFailure(error) };
  }
}

function refuse(call: CallName, log: Log): Reply {
  log({ event: 'refused', of: call });
  return { ok: false, failure: toFailure(new Fault('contract/foreign-sender', { call })) };
}
