/**
 * @file Results go to standard output, so they can be piped; what is meant for a person goes to standard error. Whatever a
 * stranger wrote, it is shown and does nothing: each line passes `shown`.
 */
import type { Failure } from '#core/domain/fault.ts';
import { Fault, toFailure } from '#core/domain/fault.ts';
import { shown, shownJson } from './shown.ts';

/** Exit statuses. `notAllGood`: there is a result, with error findings, a refusal, differences or a plan with steps. */
export const exit = { done: 0, fault: 1, notAllGood: 2, usage: 64, bug: 70 } as const;

export class Report {
  readonly #json: boolean;
  constructor(json: boolean) {
    this.#json = json;
  }

  /** The result: one JSON value with `--json`, else the lines for a person. */
  result(value: unknown, lines: () => readonly string[]): void {
    process.stdout.write(
      this.#json
        ? `${shownJson(JSON.stringify(value, null, 2))}\n`
        : lines()
            .map((line) => `${shown(line)}\n`)
            .join(''),
    );
  }

  /** A text that is the result by itself: a document, a script. */
  text(text: string): void {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** The same where `--json` may ask for it as a value. */
  textOrJson(text: string, value: unknown): void {
    if (this.#json) this.result(value, () => []);
    else this.text(text);
  }

  say(words: string): void {
    process.stderr.write(`payer-wizard: ${shown(words)}\n`);
  }

  remark({ code, says, hint }: Failure): void {
    this.say(`${says} [${code}]`);
    this.say(`hint: ${hint}`);
  }

  /** Tells what went wrong, and with which status to end. Of a bug the details go to standard error only when asked for. */
  fail(error: unknown): number {
    const failure = toFailure(error);
    this.say(`error: ${failure.says} [${failure.code}]`);
    this.say(`hint: ${failure.hint}`);
    if (this.#json) process.stdout.write(`${shownJson(JSON.stringify({ ok: false, fault: failure }))}\n`);
    if (error instanceof Fault) return exit.fault;
    // A bug's message may hold anything; its place in our code tells nothing but where to look.
    if (process.env['PAYER_WIZARD_DEBUG'] === '1' && error instanceof Error)
      for (const line of (error.stack ?? error.name).split('\n')) this.say(line);
    return exit.bug;
  }
}

/** Wrong usage: told with the command's own usage line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** For a command that takes a secret. They are not told: what stands there may be the secret. */
export function refuseArguments(more: readonly string[]): void {
  if (more.length > 0) throw new UsageError('a secret is no argument: every process of this machine could read it');
}
