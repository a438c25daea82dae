import type { Payer } from '../../domain/payer/payer.ts';
import type { Stage } from '../../domain/token/report.ts';
import type { Ports } from '../../ports.ts';
import type { TimeLine } from './time-line.ts';

export type TestPorts = Pick<Ports, 'vault' | 'tokenEndpoint' | 'clock' | 'store' | 'web'>;

export interface TestWish {
  /** Whether the token is tried with `GET [FHIR base]/Patient?_summary=count`. */
  readonly nextCall: boolean;
  readonly signal?: AbortSignal;
  /** Told all stages so far, whenever one begins or ends. */
  readonly onStages?: (stages: readonly Stage[]) => void;
}

/** One live test that is under way. */
export interface Run {
  readonly ports: TestPorts;
  /** As `confirmed` answered it. */
  readonly payer: Payer;
  readonly wish: TestWish;
  readonly line: TimeLine;
}

/** Asked anew each time: it changes while we wait. */
export function isCancelled({ wish }: Pick<Run, 'wish'>): boolean {
  return wish.signal?.aborted ?? false;
}

/** For the ports that can be ended. */
export function ending({ wish: { signal } }: Pick<Run, 'wish'>): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
