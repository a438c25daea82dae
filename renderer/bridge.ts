/**
 * @file The window's half of the contract: replies become values, and failures become exceptions again.
 * The contract is imported for its types only, so that its schemas stay out of the window's code.
 */
import type { Input, Output, Reply } from '#core/contract/contract.ts';
import { callNames } from '#core/contract/names.ts';
import type { CallName } from '#core/contract/names.ts';
import type { Failure } from '#core/domain/fault.ts';

/** A call that main answered with a failure: what is wrong, what to do next, and the code. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.says);
    this.failure = failure;
  }
}

type PlainCall = Exclude<CallName, 'takeDroppedFile'>;
type Arguments<N extends CallName> = Input<N> extends void ? [] : [input: Input<N>];

export type Api = { readonly [N in PlainCall]: (...input: Arguments<N>) => Promise<Output<N>> } & {
  readonly takeDroppedFile: (
    input: Omit<Input<'takeDroppedFile'>, 'path'>,
    file: File,
  ) => Promise<Output<'takeDroppedFile'>>;
};

/** Anything thrown that is not a `CallFailed` is a bug of the window itself. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallFailed) return error.failure;
  return {
    code: 'bug/unexpected',
    says: 'Something happened that this program did not foresee.',
    hint: 'What you typed is kept. Try again; a report of it helps.',
  };
}

async function valueOf(reply: Promise<Reply>): Promise<unknown> {
  const answer = await reply;
  if (!answer.ok) throw new CallFailed(answer.failure);
  return answer.value;
}

export const api = Object.fromEntries(
  callNames.map((call) => [
    call,
    (input: unknown, file: unknown) => {
      // Structured cloning refuses the proxies of reactive state.
      const plain = plainCopy(input);
      return valueOf((window.wizard[call] as (input: unknown, file: unknown) => Promise<Reply>)(plain, file));
    },
  ]),
) as unknown as Api;

function plainCopy(input: unknown): unknown {
  return input === undefined ? undefined : (JSON.parse(JSON.stringify(input)) as unknown);
}
