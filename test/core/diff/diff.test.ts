import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { compareDefinitions } from '#core/domain/diff/compare.ts';
import type { DefinitionDifference, MemberDifference } from '#core/domain/diff/difference.ts';
import { Difference } from '#core/domain/diff/difference.ts';
import { linesBetween } from '#core/domain/diff/lines.ts';
import { differenceMarkdown } from '#core/domain/diff/markdown.ts';
import { maskedForeign } from '#core/domain/diff/masked.ts';
import { compared, entriesOf } from '#core/domain/diff/members.ts';
import type { Entry, Pair } from '#core/domain/diff/side.ts';
import { pairsOf } from '#core/domain/diff/side.ts';
import { differenceLines } from '#core/domain/diff/words.ts';
import { Secret } from '#core/domain/secret.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { compareSides } from '#core/use-cases/diff/compare-sides.ts';
import { sideOfFile, sideOfPayers } from '#core/use-cases/diff/sides.ts';
import { anyDefinition } from '../definition/any-definition.ts';
import { visible } from '#core/domain/visible.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';

const entry = (members: Partial<ServerDefinition>, more: Partial<Entry> = {}): Entry => ({
  ...{ ref: '', members, others: { form: 'definition', values: {} }, keys: null },
  ...{ secret: 'not-told', secretVariable: '', archivedAt: '' },
  ...more,
});
const manner = { secret: 'not-used', ignoresFinalSlash: false } as const;
const between = (one: Partial<ServerDefinition>, other: Partial<ServerDefinition>) =>
  compareDefinitions({ before: entry(one), after: entry(other) }, manner);
const codes = ({ members }: DefinitionDifference) => members.map(({ is, member }) => `${is} ${member}`);

describe('a member is compared by what it is', () => {
  test.each<[string, Partial<ServerDefinition>, Partial<ServerDefinition>, string[]]>([
    ['scopes in another order, and twice', { requestScopes: 'a b' }, { requestScopes: 'b a  b' }, []],
    ['another scope', { requestScopes: 'a b' }, { requestScopes: 'a c' }, ['set requestScopes']],
    ['grants in another order', { grantTypes: ['a', 'b'] }, { grantTypes: ['b', 'a'] }, []],
    [
      'an address with a slash more',
      { tokenEndpoint: 'https://a/t' },
      { tokenEndpoint: 'https://a/t/' },
      ['text tokenEndpoint'],
    ],
    ['an issuer with a slash more', { issuer: 'https://a' }, { issuer: 'https://a/' }, ['text issuer']],
    [
      'a script with other line ends',
      { userMappingScript: 'a\nb\n' },
      { userMappingScript: 'a\r\nb\n' },
      ['lines userMappingScript'],
    ],
    ['what one side does not tell', { clientId: 'x' }, {}, []],
  ])('%s', (_name, one, other, wanted) => {
    expect(codes(between(one, other))).toEqual(wanted);
  });

  test('a live Smile CDR takes an issuer with and without its final slash for one', () => {
    const pair = { before: entry({ issuer: 'https://a/' }), after: entry({ issuer: 'https://a' }) };
    expect(compareDefinitions(pair, { ...manner, ignoresFinalSlash: true }).is).toBe('same');
  });

  test('what is set on one side and not told by the other is named', () => {
    expect(between({ clientId: 'x', responseType: '' }, {}).notTold).toEqual([
      { member: 'clientId', label: 'Client Id', by: 'after' },
    ]);
  });

  test('keys that no member stands for are compared where both have one form, and named as not told where not', () => {
    const with_ = (values: Record<string, string>, form: Entry['others']['form'] = 'wire') =>
      entry({}, { others: { form, values } });
    const pair = { before: with_({ more: 'a', some: 'x' }), after: with_({ some: 'y' }) };
    expect(compareDefinitions(pair, manner).members).toEqual([
      { is: 'text', member: 'more', label: 'more', before: 'a', after: '' },
      { is: 'text', member: 'some', label: 'some', before: 'x', after: 'y' },
    ]);
    const apart = compareDefinitions({ ...pair, after: with_({ other: 'z' }, 'tutorial') }, manner);
    expect([apart.is, apart.notTold.map(({ member, by }) => [member, by])]).toEqual([
      'same',
      [
        ['more', 'after'],
        ['some', 'after'],
        ['other', 'before'],
      ],
    ]);
  });

  test('published keys are a set, and a certificate is known by its digest', () => {
    const keys = (kids: string[], sha256: string) => ({
      published: kids.map((kid) => ({ kid, thumbprint: kid })),
      certificate: { sha256, notAfter: '2027-12-31' },
    });
    const [one, other] = [
      entry({}, { keys: keys(['a', 'b'], '01') }),
      entry({}, { keys: keys(['b', 'a', 'c'], '02') }),
    ];
    const { members } = compareDefinitions({ before: one, after: other }, manner);
    expect(members).toMatchObject([
      { is: 'set', member: 'keys', added: ['c'], removed: [] },
      { is: 'text', member: 'certificate', before: 'SHA-256 01, until 2027-12-31' },
    ]);
    expect(compareDefinitions({ before: one, after: entry({}) }, manner)).toMatchObject({
      is: 'same',
      notTold: [{ member: 'keys' }, { member: 'certificate' }],
    });
  });

  test('another variable for the secret is a difference, and no word where one side names none', () => {
    const [one, other] = [entry({}, { secretVariable: 'P2P_A' }), entry({}, { secretVariable: 'P2P_B' })];
    expect(compareDefinitions({ before: one, after: other }, manner).members).toHaveLength(1);
    expect(compareDefinitions({ before: one, after: entry({}) }, manner)).toMatchObject({ is: 'same', notTold: [] });
  });
});

test.each([
  ['someSecret', 'x', '••••••••'],
  ['apiKey', 'x', '••••••••'],
  ['notes', '{"keys":[{"kty":"EC","d":"AA"}]}', '••••••••'],
  ['notes', 'eyJhbGciOiJSUzM4NCJ9.eyJzdWIiOiJ4In0.x', '••••••••'],
  [
    'notes',
    'https://ana:pw@a.example/x?client_secret=y&z=1',
    'https://••••••••@a.example/x?client_secret=••••••••&z=1',
  ],
  ['introspectionTokenUrl', 'https://a.example/t', 'https://a.example/t'],
  ['someSecret', '', ''],
])('of a foreign key %s with %s is shown: %s', (key, value, wanted) => {
  expect(maskedForeign(key, value)).toBe(wanted);
});

/** What a reader of the difference would make of the state before. */
function applied(before: ServerDefinition, members: readonly MemberDifference[]): Record<string, unknown> {
  const after: Record<string, unknown> = { ...before };
  for (const difference of members) {
    if (difference.is === 'text') after[difference.member] = difference.after;
    if (difference.is === 'set') {
      const was = entriesOf(after[difference.member] as string | string[]);
      after[difference.member] = [...was.filter((one) => !difference.removed.includes(one)), ...difference.added];
    }
    if (difference.is === 'lines') after[difference.member] = patched(String(after[difference.member]), difference);
  }
  return after;
}

function patched(text: string, { hunks }: Extract<MemberDifference, { is: 'lines' }>): string {
  const lines = text.split(/(?<=\n)/);
  let moved = 0;
  for (const hunk of hunks) {
    // A line is whole with its end; “no-end” takes that of the line before it away.
    const whole = hunk.lines.flatMap(({ is, text: line }, at) => {
      if (is === 'no-end') return [];
      return [{ is, line: hunk.lines[at + 1]?.is === 'no-end' ? line : `${line}\n` }];
    });
    const old = whole.filter(({ is }) => is !== 'added').map(({ line }) => line);
    const fresh = whole.filter(({ is }) => is !== 'removed').map(({ line }) => line);
    const at = hunk.before - 1 + moved;
    expect(lines.slice(at, at + old.length)).toEqual(old);
    lines.splice(at, old.length, ...fresh);
    moved += fresh.length - old.length;
  }
  return lines.join('');
}

const asSets = (definition: Record<string, unknown>) =>
  Object.fromEntries(
    compared.map(({ member, as }) => {
      const value = definition[member];
      return [member, as === 'set' ? new Set(entriesOf((value ?? '') as string | string[])) : value];
    }),
  );

const script = fc
  .array(fc.constantFrom('a', 'b', 'function x() {', '}', '', '\r', '+ c', '- d', '\\ e', '@@ -1 +1 @@'), {
    maxLength: 12,
  })
  .map((lines) => lines.join('\n'));
const anyOne = fc.tuple(anyDefinition, script, script).map(([definition, authorizationScript, userMappingScript]) => ({
  ...definition,
  authorizationScript,
  userMappingScript,
}));

describe('laws', () => {
  test('nothing differs from itself, in whatever order its scopes stand', () => {
    fc.assert(
      fc.property(anyOne, (one) => {
        const turned = { ...one, supportedScopes: [...one.supportedScopes].reverse() };
        expect(between(one, turned)).toMatchObject({ is: 'same', members: [] });
      }),
    );
  });

  test('the state before with the difference applied is the state after', () => {
    fc.assert(
      fc.property(anyOne, anyOne, (one, other) => {
        expect(asSets(applied(one, between(one, other).members))).toEqual(asSets(other));
      }),
      { numRuns: 300 },
    );
  });

  test('the other way round, what was added is removed', () => {
    fc.assert(
      fc.property(anyOne, anyOne, (one, other) => {
        const turned = (member: MemberDifference) =>
          member.is === 'text'
            ? [member.member, member.after, member.before]
            : member.is === 'set'
              ? [member.member, member.removed, member.added]
              : [member.member, member.removed, member.added];
        const straight = (member: MemberDifference) =>
          member.is === 'text'
            ? [member.member, member.before, member.after]
            : [member.member, member.added, member.removed];
        expect(between(other, one).members.map(turned)).toEqual(between(one, other).members.map(straight));
        const alone = (pair: Pair) => compareDefinitions(pair, manner).members.map(turned);
        const all = compareDefinitions({ before: null, after: entry(one) }, manner).members.map(straight);
        expect(alone({ before: entry(one), after: null })).toEqual(all);
      }),
    );
  });

  test('whatever stands twice, and in whatever order: nothing differs from itself, and each is told once', () => {
    const few = fc.constantFrom('', 'a', 'b');
    const anyEntry = fc
      .tuple(few, few, few, few)
      .map(([ref, moduleId, host, name]) =>
        entry({ moduleId, name, issuer: host === '' ? '' : `https://${host}.example` }, { ref: ref && `${ref}@test` }),
      );
    const lists = fc
      .array(anyEntry, { maxLength: 5 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    const told = (before: readonly Entry[], after: readonly Entry[]) =>
      pairsOf(before, after, { isOneEach: true }).map((pair) => compareDefinitions(pair, manner));
    fc.assert(
      fc.property(lists, lists, ([one, oneTurned], [other, otherTurned]) => {
        expect(told(one, oneTurned).every(({ is }) => is === 'same')).toBe(true);
        expect(told(oneTurned, otherTurned)).toEqual(told(one, other));
        const pairs = pairsOf(one, other, { isOneEach: true });
        for (const [side, all] of [
          ['before', one],
          ['after', other],
        ] as const)
          expect(new Set(pairs.flatMap((pair) => pair[side] ?? []))).toEqual(new Set(all));
      }),
      { numRuns: 500 },
    );
  });

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
        const { rows, others } = outsideOfCode(
          differenceMarkdown({ ...wholeOf(difference), before: seen, after: seen }),
        );
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

function wholeOf(difference: DefinitionDifference): Difference {
  const definitions = [difference];
  return Difference.parse({
    before: { is: 'file', label: 'a' },
    after: { is: 'file', label: 'b' },
    isSame: difference.is === 'same',
    definitions,
  });
}

test('texts that have nothing in common are told whole, however long they are', () => {
  const [one, other] = ['a', 'b'].map((letter) =>
    Array.from({ length: 30_000 }, (_, at) => `${letter}${String(at)}`).join('\n'),
  );
  expect(linesBetween(one ?? '', other ?? '')).toMatchObject({ added: 30_000, removed: 30_000 });
});

describe('secrets', () => {
  const secretFile = (secret: string) =>
    new TextEncoder().encode(
      JSON.stringify({
        issuer: 'https://auth.northlake.example/p2p',
        tokenIntrospectionClientSecret: secret,
        clientAuthenticationMode: 'CLIENT_SECRET_BASIC',
      }),
    );
  const shown = (difference: Difference) =>
    [JSON.stringify(difference), ...differenceLines(difference), ...differenceMarkdown(difference)].join('\n');

  test('two files: the same or another one, and never shown', async () => {
    const ports = memoryPorts();
    const side = (secret: string) => sideOfFile('file', secretFile(secret));
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9+/]{12,40}$/), fc.boolean(), async (secret, isSame) => {
        const found = await compareSides(ports, { before: side(secret), after: side(isSame ? secret : `${secret}x`) });
        expect([found.definitions[0]?.secret, found.isSame]).toEqual(isSame ? ['same', true] : ['different', false]);
        expect(shown(found)).not.toContain(secret);
      }),
      { numRuns: 50 },
    );
  });

  test('a payer and a file, by the vault; a reference to the environment tells nothing', async () => {
    const ports = memoryPorts();
    const payer = await samplePayer(ports, { mode: 'CLIENT_SECRET_BASIC' });
    await keepSecret(ports, payer.ref, new Secret('a secret of the vault'));
    const states = [];
    for (const text of ['a secret of the vault', 'another', "#{env['P2P_SECRET']}", '********']) {
      const sides = { before: sideOfPayers([payer]), after: sideOfFile('file', secretFile(text)) };
      states.push((await compareSides(ports, sides)).definitions[0]?.secret);
    }
    expect(states).toEqual(['same', 'different', 'not-told', 'not-told']);
  });

  test('files alone do not touch the vault', async () => {
    const ports = {
      ...memoryPorts(),
      vault: new Proxy({}, { get: () => () => Promise.reject(new Error('touched')) }) as never,
    };
    const sides = { before: sideOfFile('a', secretFile('one')), after: sideOfFile('b', secretFile('********')) };
    expect((await compareSides(ports, sides)).definitions[0]?.secret).toBe('not-told');
  });
});
