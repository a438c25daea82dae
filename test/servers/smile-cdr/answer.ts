/** @file What an endpoint is given, and what it gives back. */
import type { Assumptions } from './assumptions.ts';
import type { State } from './state.ts';

export interface Call {
  /** The named parts of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined where there was no body. */
  readonly body: unknown;
  readonly state: State;
  readonly assumptions: Assumptions;
}

/** A string is sent as plain text, undefined without a body, all else as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** What a reply shows where it hides a secret (smile-cdr §3.3, §4.1). */
export const MASK = '***';

/** An error that the API tells its caller. Anything else that is thrown is a bug of the simulator. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The number of the one message that was seen (smile-cdr §3.4); other messages carry it for want of a better. */
export function invalid({ invalidStatus }: Assumptions, message: string): Refusal {
  return new Refusal(invalidStatus, `HAPI-2223: ${message}`);
}
