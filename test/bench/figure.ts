/** @file What was measured, in words for a person, with the numbers for a machine beside. */
import type { ExportMemory } from './export-many.ts';
import type { KeyGeneration } from './key-generation.ts';
import type { Measured } from './measure.ts';
import type { PushMany } from './push-many.ts';
import type { Rechecks } from './recheck.ts';
import type { Responsiveness } from './responsive.ts';
import type { Stall } from './stall.ts';
import type { VerifyMany } from './verify-many.ts';

export interface Figure {
  readonly passed: boolean;
  readonly words: string;
  readonly measured: object;
}

export function figureOf(measured: Measured): Figure {
  const { name, ratio, bar, milliseconds, baseMilliseconds } = measured;
  const times = `${shown(milliseconds)} ms to ${shown(baseMilliseconds)} ms`;
  return { passed: ratio <= bar, words: `${name}: ${ratio.toFixed(2)} × ${barOf(bar)}, ${times}`, measured };
}

export function ofRechecks(measured: Rechecks): Figure {
  const { payers, fewPayers, megabytes, fewMegabytes, ratio, bar, requests, seconds, atOnce, atOnceBar } = measured;
  const peak = `${ratio.toFixed(2)} × ${barOf(bar)}, ${megabytes.toFixed(0)} MB to ${fewMegabytes.toFixed(0)} MB`;
  const asked = `${String(requests)} requests in ${seconds.toFixed(0)} s, ${String(atOnce)} at once (bar ${String(atOnceBar)})`;
  return {
    passed: ratio <= bar && atOnce <= atOnceBar,
    words: `peak memory of ${String(payers)} payers re-checked, to ${String(fewPayers)}: ${peak}; ${asked}`,
    measured,
  };
}

export function ofExportMemory(measured: ExportMemory): Figure {
  const { payers, fewPayers, megabytes, fewMegabytes, ratio, bar } = measured;
  return {
    passed: ratio <= bar,
    words: `peak memory of an export of ${String(payers)} payers, to ${String(fewPayers)}: ${ratio.toFixed(2)} × ${barOf(bar)}, ${megabytes.toFixed(0)} MB to ${fewMegabytes.toFixed(0)} MB`,
    measured,
  };
}

/** Requests are counted, so they have a bar of their own: three for each definition and each keystore, and none to write the second time. */
export function ofPushMany(measured: PushMany): Figure {
  const { definitions, fewDefinitions, megabytes, fewMegabytes, ratio, bar, lists, forEach, writesAgain, seconds } =
    measured;
  const peak = `${ratio.toFixed(2)} × ${barOf(bar)}, ${megabytes.toFixed(0)} MB to ${fewMegabytes.toFixed(0)} MB`;
  const asked = `${String(lists)} lists, ${forEach.toFixed(2)} requests for each of ${String(2 * definitions)} (bar 3), ${String(writesAgain)} writes the second time (bar 0), ${seconds.toFixed(0)} s`;
  return {
    passed: ratio <= bar && forEach <= 3 && writesAgain === 0,
    words: `peak memory of a push of ${String(definitions)} definitions with keystores, to ${String(fewDefinitions)}: ${peak}; ${asked}`,
    measured,
  };
}

export function ofVerifyMany({ time, megabytes, bundleMegabytes }: VerifyMany): Figure {
  const figure = figureOf(time);
  const peak = `peak memory ${megabytes.toFixed(0)} MB for a bundle of ${bundleMegabytes.toFixed(0)} MB`;
  return {
    passed: figure.passed,
    words: `${figure.words}; ${peak}`,
    measured: { ...time, megabytes, bundleMegabytes },
  };
}

export function ofWindow(kilobytes: number): Figure {
  const barKilobytes = 120;
  return {
    passed: kilobytes <= barKilobytes,
    words: `window, gzip: ${kilobytes.toFixed(1)} kB (bar ${String(barKilobytes)} kB)`,
    measured: { kilobytes, barKilobytes },
  };
}

export function ofKeyGeneration(measured: KeyGeneration): Figure {
  const { turns, milliseconds, baseMilliseconds, ratio, interval, bar } = measured;
  const [from, to] = interval;
  const figures = `${ratio.toFixed(2)} × ${barOf(bar)}, 95 % interval ${from.toFixed(2)} to ${to.toFixed(2)}`;
  const times = `mean of ${String(turns)}: ${shown(milliseconds)} ms to ${shown(baseMilliseconds)} ms`;
  return {
    passed: ratio <= bar,
    words: `CPU time of an RSA 3072 key, to openssl genpkey: ${figures}; ${times}`,
    measured,
  };
}

export function ofResponsiveness(measured: Responsiveness): Figure {
  const { keys, electron, idle, making, barMilliseconds } = measured;
  const told = ({ p99, max }: Responsiveness['idle']) => `p99 ${shown(p99)} ms, max ${shown(max)} ms`;
  const beside = `${told(making)} (bar p99 ${String(barMilliseconds)} ms); idle ${told(idle)}`;
  return {
    passed: making.p99 <= barMilliseconds,
    words: `main process of Electron ${electron} while ${String(keys)} RSA 4096 keys are made, a timer of 1 ms: ${beside}`,
    measured,
  };
}

export function ofStall(measured: Stall): Figure {
  const { seconds, window, main, windowAtRest, cancelMilliseconds, barMilliseconds } = measured;
  const told = ({ p99, max }: Stall['window']) => `p99 ${shown(p99)} ms, max ${shown(max)} ms`;
  const beside = `${told(window)} (bar p99 ${String(barMilliseconds)} ms), main ${told(main)}; window at rest ${told(windowAtRest)}`;
  return {
    passed: window.p99 <= barMilliseconds && main.p99 <= barMilliseconds,
    words: `window while a token endpoint says nothing for ${String(seconds)} s, a timer of 10 ms: ${beside}; cancelled in ${shown(cancelMilliseconds)} ms`,
    measured,
  };
}

/** Whole milliseconds, and parts of one where it is less than ten. */
function shown(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 2 : 0);
}

function barOf(bar: number): string {
  return Number.isFinite(bar) ? `(bar ${String(bar)} ×)` : '(no bar)';
}
