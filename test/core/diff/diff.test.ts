import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { compareDefinitions } from '#core/domain/diff/compare.ts';
import type { DefinitionDifference, MemberDifference } from '#core/domain/diff/difference.ts';
import { Difference } from '#core/domain/diff/difference.ts';
import { linesBetween } from '#core/domain/diff/lines.ts';
import { differenceMarkdown } from '#core/domain/diff/markdown.ts';
import { entriesOf, memberNames, scripts, sets } from '#core/domain/diff/members.ts';
import type { Entry } from '#core/domain/diff/side.ts';
import { pairsOf } from '#core/domain/diff/side.ts';
import { differenceLines } from '#core/domain/diff/words.ts';
import { Secret } from '#core/domain/secret.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { compareSides } from '#core/use-cases/diff/compare-sides.ts';
import { sideOfFile, sideOfPayers } from '#core/use-cases/diff/sides.ts';
import { anyDefinition } from '../definition/any-definition.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';

const entry = (members: Partial<ServerDefinition>, ref = ''): Entry => ({
  ref,
  members,
  unknown: null,
  secret: 'not-told',
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

  test('keys that no member stands for are compared where both forms have them, and masked where they look like a secret', () => {
    const with_ = (unknown: Record<string, string>): Entry => ({ ...entry({}), unknown });
    const found = compareDefinitions(
      { before: with_({ someSecret: 'one', more: 'a' }), after: with_({ someSecret: 'two' }) },
      manner,
    );
    expect(found.members).toEqual([
      { is: 'text', member: 'more', label: 'more', before: 'a', after: '' },
      { is: 'text', member: 'someSecret', label: 'someSecret', before: '••••••••', after: '••••••••' },
    ]);
  });
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
  const isMark = (line: string) => line === '(the line above has no end)';
  const lines = text.split('\n');
  const ended = lines.at(-1) === '';
  if (ended) lines.pop();
  let moved = 0;
  for (const hunk of hunks) {
    const inside = hunk.lines.filter((line) => !isMark(line.text));
    const old = inside.filter(({ is }) => is !== 'added');
    const fresh = inside.filter(({ is }) => is !== 'removed').map((line) => line.text);
    // A hunk of an empty side begins behind the line that it names.
    const at = (old.length === 0 ? hunk.before : hunk.before - 1) + moved;
    expect(lines.slice(at, at + old.length)).toEqual(old.map((line) => line.text));
    lines.splice(at, old.length, ...fresh);
    moved += fresh.length - old.length;
  }
  return `${lines.join('\n')}\n`;
}

const asSets = (definition: Record<string, unknown>) =>
  Object.fromEntries(
    memberNames.map((member) => {
      const value = definition[member];
      if (sets.has(member)) return [member, [...new Set(entriesOf(value as string | string[]))].sort()];
      // The last line end is told by a mark, and looked at in a test of its own.
      return [member, scripts.has(member) ? String(value).replace(/\n$/, '') : value];
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
      }),
    );
  });

  test('the order of definitions does not matter', () => {
    const refs = ['a@test', 'b@test', 'c@test'];
    fc.assert(
      fc.property(
        fc.array(anyOne, { minLength: 3, maxLength: 3 }),
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        (all, order) => {
          const entries = all.map((one, at) => entry(one, refs[at]));
          const shuffled = order.map((at) => entries[at] as Entry);
          const named = (pairs: ReturnType<typeof pairsOf>) =>
            pairs.map(({ before, after }) => [before?.ref, after?.ref]).sort();
          expect(named(pairsOf(entries, shuffled))).toEqual(refs.map((ref) => [ref, ref]));
        },
      ),
    );
  });

  test('no value ends a row, a fence or a heading of the Markdown', () => {
    const hostile = fc
      .constantFrom('a|b', '`` ` ```', '\n# x', '<b>', '```\n# out', '\u202Ex', '-- |\r\n')
      .map((text) => `x${text}`);
    fc.assert(
      fc.property(anyOne, hostile, hostile, (one, text, more) => {
        const other = { ...one, clientId: text, authorizationScript: more, requestScopes: text };
        const markdown = differenceMarkdown(wholeOf(between(one, other))).join('\n');
        const outside = markdown
          .replaceAll(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '')
          .replaceAll(/(`+)[^`\n](?:.*?[^`])?\1(?!`)/g, '');
        expect(outside.split('\n').filter((line) => line.startsWith('# ') || line.includes('<b>'))).toEqual([]);
        expect(outside).not.toMatch(/^```/m);
      }),
    );
  });
});

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
