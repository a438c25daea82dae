import type { Check, Outcome } from '#core/domain/token/report.ts';
import type { Tone } from '../../ui/Status.svelte';

interface Words {
  readonly tone: Tone;
  readonly words: string;
}

export const checkWords: Readonly<Record<Check['is'], Words>> = {
  good: { tone: 'ok', words: 'Good' },
  warning: { tone: 'warn', words: 'Warning' },
  error: { tone: 'error', words: 'Error' },
  unknown: { tone: 'none', words: 'Not known' },
};

export const outcomeWords: Readonly<Record<Outcome, Words>> = {
  granted: { tone: 'ok', words: 'Granted' },
  refused: { tone: 'error', words: 'Refused' },
  failed: { tone: 'error', words: 'No token' },
  cancelled: { tone: 'none', words: 'Cancelled' },
};
