import { randomUUID } from 'node:crypto';
import type { Clock } from '#core/ports.ts';

export const clock: Clock = { now: () => new Date(), newId: () => randomUUID() };
