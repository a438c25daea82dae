import type { Context } from './context.ts';
import type { Options } from './options.ts';

/** One command. `run` answers the exit status; what it throws is told by `run.ts`. */
export interface Command {
  /** One line a form, as `--help` prints it. */
  readonly usage: string;
  readonly options?: Options;
  run(context: Context, args: readonly string[]): Promise<number>;
}
