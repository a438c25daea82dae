/** @file The rows of the time line: each stage where it began, how long it took, and what came of it in a word. */
import type { Stage, TokenReport } from '#core/domain/token/report.ts';
import type { Tone } from '../../ui/Status.svelte';

const names: Readonly<Record<Stage['name'], string>> = {
  settings: 'Settings',
  connect: 'Connect',
  dns: 'DNS',
  proxy: 'Proxy',
  tcp: 'TCP',
  tls: 'TLS',
  request: 'Request',
  answer: 'Answer',
  checks: 'Checks',
  introspection: 'Introspection',
  'next-call': 'Next call',
  revocation: 'Revocation',
};

const states = {
  done: { tone: 'ok', words: 'Done' },
  failed: { tone: 'error', words: 'Failed' },
  'under-way': { tone: 'now', words: 'Under way' },
  'not-reached': { tone: 'none', words: 'Not reached' },
} as const;

interface Row {
  readonly title: string;
  readonly state: Stage['state'];
  readonly tone: Tone;
  readonly words: string;
  readonly from: number;
  readonly milliseconds: number;
  readonly says: string;
}

type Seen = Pick<TokenReport, 'answer' | 'checks'>;

/** Milliseconds of all stages together, one at least. */
export function wholeOf(stages: readonly Stage[]): number {
  return Math.max(
    1,
    stages.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  );
}

export function rowsOf(stages: readonly Stage[], seen: Seen): Row[] {
  let from = 0;
  const rows = stages.map((stage) => {
    const row = { ...stage, title: names[stage.name], from, ...states[stage.state], ...wordsFor(stage, seen) };
    from += stage.milliseconds;
    return row;
  });
  // That the settings are complete is no step on the wire: only where they are not it is told.
  return rows.filter(({ name, state }) => name !== 'settings' || state !== 'done');
}

function wordsFor({ name, state }: Stage, { answer, checks }: Seen): { words: string; tone?: Tone } | undefined {
  // The stage itself is done once an answer is there, also where it says no.
  if (name === 'answer' && answer !== null && state !== 'under-way')
    return { words: String(answer.status), tone: answer.status < 300 ? 'ok' : 'error' };
  if (name !== 'checks' || state === 'not-reached') return undefined;
  if (checks.some(({ is }) => is === 'error')) return { words: 'Errors', tone: 'error' };
  return checks.some(({ is }) => is === 'warning') ? { words: 'Warnings', tone: 'warn' } : undefined;
}
