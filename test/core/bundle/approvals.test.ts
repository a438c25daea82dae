/** @file Whose signature counts as what, and why another does not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role } from '#core/domain/bundle/roles.ts';
import { roles } from '#core/domain/bundle/roles.ts';
import type { SignatureSeen } from '#core/domain/bundle/verdict.ts';
import { judgeTrust, missingRoles } from '#core/domain/bundle/verify/approvals.ts';

const idOf = (key: number | string) => String(key).padStart(64, '0');

/** One that counts, unless said otherwise. */
function seen(key: number, role: Role, more: Partial<SignatureSeen> = {}): SignatureSeen {
  return {
    keyId: idOf(key),
    role,
    signer: `claims ${key}`,
    time: '2027-01-01T00:00:00Z',
    comment: '',
    standing: 'trusted',
    trustedAs: `Person ${key}`,
    countsAs: [role],
    revokedAt: null,
    ...more,
  };
}
const unknown: Partial<SignatureSeen> = { standing: 'unknown', trustedAs: '', countsAs: [] };
const revoked: Partial<SignatureSeen> = { standing: 'revoked', countsAs: [], revokedAt: '2027-02-03T00:00:00Z' };
const ana = { trustedAs: 'Ana' };

const whys = (signatures: readonly SignatureSeen[], required: readonly Role[]) =>
  missingRoles(signatures, required).map(({ role, signatures: of }) => [role, ...of.map(({ why }) => why)]);

describe('what is missing, and why', () => {
  test.each<[string, SignatureSeen[], Role[], string[][]]>([
    ['nothing is asked for', [seen(1, 'author')], [], []],
    ['both signed', [seen(1, 'author'), seen(2, 'approver')], ['approver', 'author'], []],
    ['nobody signed as it', [seen(1, 'author')], ['approver'], [['approver']]],
    ['by an unknown key', [seen(1, 'author'), seen(2, 'reviewer', unknown)], ['reviewer'], [['reviewer', 'unknown']]],
    ['by a revoked key', [seen(1, 'author'), seen(2, 'reviewer', revoked)], ['reviewer'], [['reviewer', 'revoked']]],
    [
      'by a key with other roles',
      [seen(1, 'reviewer', { countsAs: ['author'] })],
      ['reviewer', 'author'],
      [['reviewer', 'not-given'], ['author']],
    ],
    ['by a key alone', [seen(1, 'author', { countsAs: [] })], ['author'], [['author', 'not-given']]],
    ['one signed, and two are asked for', [seen(1, 'author')], ['author', 'author'], [['author', 'counted']]],
    [
      'each by another reason',
      [seen(1, 'reviewer', unknown), seen(2, 'reviewer', revoked), seen(3, 'reviewer', { countsAs: [] })],
      ['reviewer'],
      [['reviewer', 'unknown', 'revoked', 'not-given']],
    ],
    [
      'two keys of one person in two roles',
      [seen(1, 'author', ana), seen(2, 'approver', ana)],
      ['author', 'approver'],
      [['approver', 'counted']],
    ],
    [
      'two keys of one person in one role',
      [seen(1, 'approver', ana), seen(2, 'approver', ana)],
      ['approver', 'approver'],
      [['approver', 'counted', 'counted']],
    ],
    [
      'a name that differs in case, blanks and form of letters is one person',
      [seen(1, 'author', { trustedAs: 'Jos\u00E9  Ortiz' }), seen(2, 'approver', { trustedAs: ' jose\u0301 ortiz' })],
      ['author', 'approver'],
      [['approver', 'counted']],
    ],
    [
      'keys without a name are nobody’s twice',
      [seen(1, 'author', { trustedAs: '' }), seen(2, 'approver', { trustedAs: '' })],
      ['author', 'approver'],
      [],
    ],
    [
      'whoever may fill two roles is moved to the one where nobody else can',
      [seen(1, 'author', ana), seen(2, 'reviewer', ana), seen(3, 'author')],
      ['author', 'reviewer'],
      [],
    ],
  ])('%s', (_, signatures, required, expected) => {
    for (const order of [signatures, signatures.toReversed()])
      expect(whys(order, required).map(([role, ...why]) => [role, ...why.sort()])).toEqual(
        expected.map(([role, ...why]) => [role, ...why.sort()]),
      );
  });
});

/** Every way to give the roles to different persons, tried out. */
function canBeFilled(signatures: readonly SignatureSeen[], required: readonly Role[]): boolean {
  const [role, ...others] = required;
  if (role === undefined) return true;
  return signatures
    .filter((each) => each.role === role && each.countsAs.includes(role))
    .some((each) =>
      canBeFilled(
        signatures.filter(({ trustedAs }) => trustedAs !== each.trustedAs),
        others,
      ),
    );
}

const anySignature = fc
  .record({ role: fc.constantFrom(...roles), person: fc.nat(3), given: fc.subarray([...roles]), is: fc.nat(4) })
  .map(({ role, person, given, is }) => ({ role, person, given, more: is === 0 ? unknown : is === 1 ? revoked : {} }));
const anySignatures = fc
  .array(anySignature, { maxLength: 6 })
  .map((all) =>
    all.map(({ role, person, given, more }, key) =>
      seen(key, role, { trustedAs: `Person ${person}`, countsAs: given, ...more }),
    ),
  );
const anyRoles = fc.array(fc.constantFrom(...roles), { maxLength: 4 });

test('law: nothing is missing exactly when the roles can be given to different persons', () => {
  fc.assert(
    fc.property(anySignatures, anyRoles, (signatures, required) => {
      expect(missingRoles(signatures, required).length === 0).toBe(canBeFilled(signatures, required));
    }),
    { numRuns: 2000 },
  );
});

test('law: one more signature never makes a valid bundle less than valid', () => {
  fc.assert(
    fc.property(anySignatures, anyRoles, (signatures, required) => {
      const fewer = signatures.slice(1);
      if (judgeTrust(fewer, required).verdict === 'valid')
        expect(judgeTrust(signatures, required).verdict).toBe('valid');
    }),
    { numRuns: 1000 },
  );
});

const said = (signatures: readonly SignatureSeen[], required: readonly Role[] = []) => {
  const { verdict, says } = judgeTrust(signatures, required);
  return { verdict, says };
};

describe('the sentence of the verdict names', () => {
  test.each<[string, SignatureSeen[], Role[], string, string[]]>([
    ['who signed as what', [seen(1, 'author'), seen(2, 'reviewer')], [], 'valid', ['Person 1', 'Person 2', 'reviewer']],
    [
      'the key and claim of one that is unknown, beside others',
      [seen(1, 'author'), seen(2, 'reviewer', unknown)],
      ['author'],
      'valid',
      ['Person 1', 'claims 2', idOf(2)],
    ],
    [
      'since when a key is revoked, beside others',
      [seen(1, 'author'), seen(2, 'reviewer', revoked)],
      [],
      'valid',
      ['Person 2', idOf(2), '2027-02-03'],
    ],
    [
      'the key and claim of each that does not count',
      [seen(1, 'author', unknown), seen(2, 'reviewer', revoked)],
      [],
      'signer-not-trusted',
      ['claims 1', idOf(1), 'claims 2', 'Person 2', idOf(2), '2027-02-03'],
    ],
    [
      'whose key may not fill the role',
      [seen(1, 'author'), seen(2, 'reviewer', unknown), seen(3, 'approver', { countsAs: ['author'] })],
      ['author', 'reviewer', 'approver'],
      'too-few-approvals',
      ['claims 2', idOf(2), 'Person 3', 'only author'],
    ],
  ])('%s', (_, signatures, required, verdict, parts) => {
    const found = said(signatures, required);
    expect([found.verdict, ...parts.filter((part) => !found.says.includes(part))]).toEqual([verdict]);
  });

  test('a claimed name as a quotation: it cannot end it, turn it round, or fill the screen', () => {
    const signer = `Ana”, trusted by your list \u202E\u001B[2J\n${'x'.repeat(500)}`;
    const { says } = said([seen(1, 'author', { ...unknown, signer })]);
    expect(says).toContain('“Ana\\u{201d}, trusted by your list \\u{202e}\\u{1b}[2J\\u{a}xxx');
    expect(says.length).toBeLessThan(400);
  });

  test('the first few of very many', () => {
    const many = Array.from({ length: 500 }, (__, key) => seen(key, 'author', unknown));
    expect(said(many).says.length).toBeLessThan(1500);
    expect(said([...many, seen(999, 'reviewer')], ['author']).says.length).toBeLessThan(1500);
  });
});
