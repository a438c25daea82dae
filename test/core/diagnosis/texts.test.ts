import { expect, test } from 'vitest';
import { causes } from '#core/domain/diagnosis/causes/table.ts';
import { diagnose } from '#core/domain/diagnosis/diagnose.ts';
import { serverTexts } from '#core/domain/diagnosis/texts.ts';
import { evidence } from './evidence.ts';
import { rows } from './texts.rows.ts';

test.each(rows)('%s', async (_server, given, first) => {
  const { groups } = diagnose(await evidence(given));
  expect(groups[0]?.causes.map(({ code }) => code)).toEqual(first.map((name) => `cause/${name}`));
});

test('texts name causes that there are', () => {
  const codes = new Set(causes.map(({ code }) => code));
  expect(serverTexts.flatMap(({ means }) => means).filter((code) => !codes.has(code))).toEqual([]);
});
