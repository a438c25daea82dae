import type { Context } from './context.ts';
import type { Options } from './options.ts';

/** One command. `run` answers the exit status; what it throws is told by `run.ts`. */
export interface Command {
  /** One line a form, as `--help` prints it. */
  readonly usage: string;
  /** Those for these arguments alone, where there are many. */
  usageFor?(args: readonly string[]): string;
  /** It takes kids, and they may begin with “-”. */
  readonly takesKids?: true;
  readonly options?: Options;
  run(context: Context, args: readonly string[]): Promise<number>;
}
