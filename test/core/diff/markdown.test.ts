import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareDefinitions } from '#core/domain/diff/compare.ts';
import { differenceMarkdown } from '#core/domain/diff/markdown.ts';
import { visible } from '#core/domain/visible.ts';
import { between, entry, manner, wholeOf } from './entries.ts';

test('no value ends a row, a fence or a heading of the Markdown, or is read as HTML', () => {
  const piece = fc.constantFrom(
    'a',
    '|',
    '\\|',
    '`',
    '``',
    '```',
    '\n',
    '\r\n',
    '# x',
    '<b>',
    '&lt;',
    '\u202E',
    '-->',
    '[x](y)',
    '@x',
    '\t',
    ' ',
  );
  const hostile = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
  const hostileOne = fc.record({
    name: hostile,
    clientId: hostile,
    // A line that both have may end a fence: it stands behind a blank.
    authorizationScript: hostile.map((text) => `\`\`\`\n# out\n${text}`),
    requestScopes: hostile,
  });
  fc.assert(
    fc.property(hostileOne, hostileOne, hostile, fc.boolean(), (one, other, key, isNew) => {
      const keyed = (value: string) => ({ others: { form: 'wire' as const, values: { [key]: value } } });
      const before = entry({ ...one, issuer: `https://${one.name}` }, keyed(one.clientId));
      const after = entry({ ...other, issuer: `https://${other.name}` }, keyed(other.clientId));
      const difference = compareDefinitions({ before: isNew ? null : before, after }, manner);
      const seen = { label: `${key}.zip`, is: 'bundle' as const, verification: null, besides: [] };
      const { rows, others } = outsideOfCode(differenceMarkdown({ ...wholeOf(difference), before: seen, after: seen }));
      // A table is cut into cells before code is looked for (GFM §4.10).
      expect(rows.filter((row) => row.replaceAll(/\\./g, '').split('|').length !== 5)).toEqual([]);
      // Headings are ours alone, and no value begins a list or a quotation.
      const begun = others.filter((line) => /^\s*(?:[-#+>]|\*\s|\d+[.)])/.test(line));
      expect(begun.filter((line) => !/^### ·: [a-z ]+$/.test(line))).toEqual([]);
      expect([...rows.map(withoutCode), ...others].join('\n')).not.toMatch(/[<`[]/);
    }),
    { numRuns: 1000 },
  );
});

test('no line of the words is made by a value, and nothing in them is unseen', () => {
  const odd = fc
    .constantFrom('\u202Ea', '\u0000', '\u001B[2J', 'a\n+ b', '\uD800', '\u200B', 'e\u0301')
    .map((text) => `x${text}`);
  fc.assert(
    fc.property(odd, odd, (one, other) => {
      const { members } = between({ clientId: one, requestScopes: one }, { clientId: other, requestScopes: other });
      const lines = differenceMarkdown(wholeOf({ ...between({}, {}), is: 'changed', members }));
      expect(lines.filter((line) => line !== visible(line))).toEqual([]);
      // Two values that look alike are told apart.
      if (one !== other) expect(lines.join('\n')).toMatch(/they differ from character \d+ on/);
    }),
  );
});

/** As CommonMark reads it: fences first, then runs of backticks, each closed by the next run of its length. */
function outsideOfCode(lines: readonly string[]): { rows: string[]; others: string[] } {
  const outside: string[] = [];
  let fence = '';
  for (const line of lines.flatMap((each) => each.split(/\r\n|\r|\n/))) {
    const [, run = ''] = /^ {0,3}(`{3,})/.exec(line) ?? [];
    if (fence === '' && run !== '') fence = run;
    else if (fence !== '' && line.trim() === run && run.length >= fence.length) fence = '';
    else if (fence === '') outside.push(line);
  }
  expect(fence).toBe('');
  const isRow = (line: string) => line.startsWith('|');
  return { rows: outside.filter(isRow), others: outside.filter((line) => !isRow(line)).map(withoutCode) };
}

function withoutCode(line: string): string {
  const open = /\\.|`+/.exec(line);
  if (open === null) return line;
  const [run] = open;
  const rest = line.slice(open.index + run.length);
  const close = run.startsWith('`') ? new RegExp(`(?<!\`)${run}(?!\`)`).exec(rest) : { index: 0 };
  if (close === null) return line;
  // Either a sign that means only itself, or a span of code.
  const length = run.startsWith('`') ? run.length : 0;
  return `${line.slice(0, open.index)}·${withoutCode(rest.slice(close.index + length))}`;
}
