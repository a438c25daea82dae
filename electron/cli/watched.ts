/** @file A push or a roll back that somebody waits for: it tells how far it is, and Ctrl-C ends it between two steps. */
import type { CarryingOut } from '#core/use-cases/push/carry-out.ts';
import type { Report } from './report.ts';

/** As many lines at most, however many steps there are. */
const MOST_LINES = 10;

export async function watched<T>(
  report: Report,
  work: (watching: Required<Pick<CarryingOut, 'signal' | 'told'>>) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const end = () => {
    report.say('ends after the steps that have begun');
    ending.abort();
  };
  // A second Ctrl-C ends the program as ever: the record knows which steps were under way.
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    return await work({
      signal: ending.signal,
      told: ({ done, of }) => {
        const every = Math.ceil(of / MOST_LINES);
        if (of > 1 && (done % every === 0 || done === of)) report.say(`${String(done)} of ${String(of)}`);
      },
    });
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}
