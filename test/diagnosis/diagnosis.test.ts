/**
 * @file Whether the diagnosis is right, over servers that behave as real ones do: in every case the cause that was arranged has to
 * stand in the group that is ranked first. How large that group is, is measured and told: out/diagnosis.txt.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { TokenReport } from '#core/domain/token/report.ts';
import { makeAuthority } from '../servers/authority.ts';
import type { Authority } from '../servers/authority.ts';
import type { Case } from './case.ts';
import { applyAndRun, run } from './case.ts';
import { cases } from './cases/all.ts';
import { rightUdap } from './cases/trusted.ts';
import type { Outcome } from './figures.ts';
import { figuresOf, shown } from './figures.ts';

let authority: Authority;
const outcomes: Outcome[] = [];

beforeAll(async () => {
  authority = await makeAuthority();
});

afterAll(() => {
  const folder = path.resolve(import.meta.dirname, '../../out');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'diagnosis.txt'), shown(outcomes));
});

const named = ({ family, name }: Case) => `${family}: ${name}`;
const firstOf = ({ diagnosis }: TokenReport) => diagnosis?.groups[0]?.causes ?? [];

/** Some of these servers quote what they were sent. */
function secretsIn(report: TokenReport, tokens: readonly string[]): string[] {
  const kept = JSON.stringify(report);
  return ['canary', ...tokens].filter((secret) => kept.includes(secret));
}

async function outcomeOf(given: Case): Promise<Outcome> {
  const arranged = await given.arrange(authority);
  onTestFinished(arranged.stop);
  const report = await run(arranged);
  expect(secretsIn(report, arranged.givenTokens?.() ?? [])).toEqual([]);
  const first = firstOf(report);
  const remedy = first.find(({ code }) => code === given.truth)?.remedy ?? null;
  const after = remedy?.is === 'change' ? await applyAndRun(arranged, remedy.fields) : null;
  return {
    family: given.family,
    name: given.name,
    truth: given.truth,
    first: first.map(({ code }) => code),
    remedied: after === null ? null : after.outcome === 'granted' && after.diagnosis === null,
  };
}

describe.each([...new Set(cases.map(({ family }) => family))])('%s', (family) => {
  const own = cases.filter((each) => each.family === family);

  test.each(own.map((each) => [each.name, each] as const))('%s', { timeout: 20_000 }, async (_, given) => {
    const outcome = await outcomeOf(given);
    outcomes.push(outcome);
    expect(outcome.first).toContain(given.truth);
    expect(outcome.remedied).not.toBe(false);
  });
});

test('the UDAP server gives a token where nothing is wrong', async () => {
  const arranged = await rightUdap.arrange(authority);
  onTestFinished(arranged.stop);
  const { outcome, diagnosis } = await run(arranged);
  expect([outcome, diagnosis]).toEqual(['granted', null]);
});

describe('the figures', () => {
  test('at least sixty cases, over at least eight families', () => {
    const { cases: count, families } = figuresOf(outcomes);
    expect([count >= 60, families >= 8]).toEqual([true, true]);
  });

  test('every case is told apart from every other by its family and name', () => {
    expect(new Set(cases.map(named)).size).toBe(cases.length);
  });

  test('the group that comes first is small', () => {
    const { mean, median, unique, cases: count } = figuresOf(outcomes);
    expect(mean).toBeLessThanOrEqual(MEAN_AT_MOST);
    expect(median).toBeLessThanOrEqual(2);
    expect(unique / count).toBeGreaterThanOrEqual(0.5);
  });

  test('another truth would not be found: the cases are not all the same to it', () => {
    const truths = outcomes.map(({ truth }) => truth);
    const shifted = outcomes.map((outcome, at) => ({
      ...outcome,
      truth: truths[(at + Math.floor(truths.length / 2)) % truths.length] ?? '',
    }));
    expect(figuresOf(shifted).right / outcomes.length).toBeLessThan(0.25);
  });
});

/** Measured, and a little above: so that a diagnosis which tells less apart is noticed. */
const MEAN_AT_MOST = 2.7;
