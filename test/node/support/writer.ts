/**
 * @file A program that does one thing to many stores, tells the course that each took, and dies as by kill −9 once one of
 * them was cut off. See [Note: One kill for many].
 */
import { writeSync } from 'node:fs';
import { scenarios } from './scenarios.ts';
import type { Cut } from './steps.ts';
import { cheapPassphrases, cutOff, watchSteps } from './steps.ts';

export interface Order extends Cut {
  readonly folder: string;
}

const [name = '', orders = '[]'] = process.argv.slice(2);
const { act } = scenarios[name as keyof typeof scenarios];
cheapPassphrases();
watchSteps();
const courses = await Promise.all(
  (JSON.parse(orders) as Order[]).map(async (order) => cutOff(order, async () => act(order.folder))),
);
writeSync(1, JSON.stringify(courses));
if (courses.some(({ end }) => end === 'cut')) {
  process.kill(process.pid, 'SIGKILL');
  // The signal may reach another thread first: this one goes no further.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
