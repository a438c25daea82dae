import type { Severity } from '../finding.ts';
import type { Words } from '../../words.ts';

/** Why a document could not be had or read. `section` is the specification that it offends, or that the remedy rests on. */
export interface Cause extends Words {
  readonly severity: Severity;
  readonly section: string;
  /** The codes by which runtimes tell of it, where a runtime does (Node, its TLS, undici). */
  readonly signals?: readonly string[];
}
