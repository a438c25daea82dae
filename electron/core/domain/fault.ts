import type { Code, Details } from './catalogue.ts';
import { catalogue, explain } from './catalogue.ts';

/** An operation that could not be done. Thrown, never returned. Anything else that is thrown is a bug. */
export class Fault<C extends Code = Code> extends Error {
  override readonly name = 'Fault';
  readonly code: C;
  readonly details: Details<C>;

  constructor(code: C, details: Details<C>, options?: ErrorOptions) {
    super(explain(code, details).says, options);
    this.code = code;
    this.details = details;
  }
}

/** What a person is told of a fault. Of a bug nothing is told but that it is one: its message may hold anything. */
export interface Failure {
  readonly code: string;
  readonly says: string;
  readonly hint: string;
}

export function toFailure(error: unknown): Failure {
  if (error instanceof Fault) {
    // The code was typed where the fault was made; here it is any of them.
    const fault = error as Fault;
    return { code: fault.code, ...explain(fault.code, fault.details) };
  }
  return { code: 'bug/unexpected', ...catalogue['bug/unexpected'] };
}
