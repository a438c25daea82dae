/** @file What the causes of a failed connection read off it. */
import type { Look } from '../cause.ts';
import { notAbout } from '../cause.ts';
import type { Seen } from '../seen.ts';

/** The step on the wire at which it ended; '' where that was not seen. */
export function failedAt({ answer }: Pick<Seen, 'answer'>): string {
  return answer.steps.findLast(({ state }) => state !== 'done')?.name ?? '';
}

/** Where the adapter's code is one of these, with what it says as evidence. */
export function failsWith(
  { answer }: Pick<Seen, 'answer'>,
  codes: string | readonly string[],
  strength: (...evidence: readonly string[]) => Look,
  ...more: readonly string[]
): Look {
  if (!(typeof codes === 'string' ? [codes] : codes).includes(answer.code)) return notAbout;
  const { proxy, detail } = answer;
  return strength(
    detail === '' ? 'The connection was tried, and this is how it ended.' : `The connection ended so: ${detail}.`,
    ...(proxy === undefined ? [] : [`Asked through the proxy ${proxy}.`]),
    ...more,
  );
}
