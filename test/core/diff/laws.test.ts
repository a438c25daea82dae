import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { compareDefinitions } from '#core/domain/diff/compare.ts';
import type { MemberDifference } from '#core/domain/diff/difference.ts';
import { linesBetween } from '#core/domain/diff/lines.ts';
import { compared, entriesOf } from '#core/domain/diff/members.ts';
import type { Entry, Pair } from '#core/domain/diff/side.ts';
import { pairsOf } from '#core/domain/diff/side.ts';
import { anyDefinition } from '../definition/any-definition.ts';
import { between, entry, manner } from './entries.ts';

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
});

test('texts that have nothing in common are told whole, however long they are', () => {
  const [one, other] = ['a', 'b'].map((letter) =>
    Array.from({ length: 30_000 }, (_, at) => `${letter}${String(at)}`).join('\n'),
  );
  expect(linesBetween(one ?? '', other ?? '')).toMatchObject({ added: 30_000, removed: 30_000 });
});
