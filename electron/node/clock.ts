import { randomUUID } from 'node:crypto';
import { setTimeout as timer } from 'node:timers/promises';
import type { Clock } from '#core/ports.ts';

export const clock: Clock = {
  now: () => new Date(),
  newId: () => randomUUID(),
  async wait(milliseconds, signal) {
    // Nothing but an end ahead of time is thrown by it, and that is no error here.
    await timer(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  },
};
