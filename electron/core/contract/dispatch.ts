import { Fault, toFailure } from '../domain/fault.ts';
import type { Handlers, Reply } from './contract.ts';
import { contract } from './contract.ts';
import type { CallName } from './names.ts';

/** Told of every bug, so that it reaches the log. The window is told nothing of it. */
export type OnBug = (call: CallName, error: unknown) => void;

/** Answers one call: parse, handle, parse. Never throws; of a bug it tells the window nothing. */
export async function dispatch(
  handlers: Handlers,
  call: CallName,
  raw: unknown,
  onBug: OnBug = () => undefined,
): Promise<Reply> {
  const { input, output } = contract[call];
  try {
    const parsed = input.safeParse(raw);
    if (!parsed.success) throw new Fault('contract/bad-input', { call }, { cause: parsed.error });
    const handle = handlers[call] as (input: unknown) => Promise<unknown>;
    return { ok: true, value: output.parse(await handle(parsed.data)) };
  } catch (error) {
    if (!(error instanceof Fault)) onBug(call, error);
    return { ok: false, failure: toFailure(error) };
  }
}
