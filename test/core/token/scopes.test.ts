import { describe, expect, test } from 'vitest';
import {
  bulkMemberMatch,
  memberMatch,
  otherSpelling,
  otherSpellings,
  scopeProblems,
} from '#core/domain/token/scopes.ts';

const group = 'system.Group.u?code=http://hl7.org/fhir/us/davinci-pdex/ValueSet/PDexMultiMemberMatchResultVS|match';

test.each<[string, string[]]>([
  ['', []],
  ['openid', []],
  [`system/*.rs ${memberMatch} ${bulkMemberMatch.now} ${group}`, []],
  ['system/Observation.rs?category=http://terminology.example/a|laboratory,http://b.example/c|d', []],
  ['openid  profile', ['client/scope-spaces']],
  [' openid', ['client/scope-spaces']],
  ['openid\tprofile', ['client/scope-spaces']],
  ['openid,profile', []],
  ['openid, profile', ['client/scope-comma']],
  ['system/*.read,system/*.write', ['client/scope-comma']],
  [`openid;${memberMatch}`, ['client/scope-comma']],
  ['"openid"', ['client/scope-characters']],
  ['a\\b', ['client/scope-characters']],
  ['über', ['client/scope-characters']],
  ['openid system/*.rs openid', ['client/scope-twice']],
])('%s', (text, codes) => {
  expect(scopeProblems(text).map(({ code, at }) => `${at} ${code}`)).toEqual(
    codes.map((code) => `requestScopes ${code}`),
  );
});

describe('the other spelling', () => {
  test.each<[string, string | null]>([
    ['system/*.read', 'system/*.rs'],
    ['user/Patient.write', 'user/Patient.cud'],
    ['system/*.*', 'system/*.cruds'],
    [bulkMemberMatch.now, bulkMemberMatch.before],
    [memberMatch, null],
    ['system/Patient.r', null],
    ['system/Patient.rs?_id=1', null],
    ['openid', null],
    [group, null],
  ])('of %s is %s', (scope, other) => {
    expect(otherSpelling(scope)).toBe(other);
    // Told back, it is the first again.
    if (other !== null) expect(otherSpelling(other)).toBe(scope);
  });

  test('of a whole list is offered by kind', () => {
    expect(otherSpellings(['system/*.read', memberMatch, bulkMemberMatch.now])).toEqual({
      smart: ['system/*.rs', memberMatch, bulkMemberMatch.now],
      pdex: ['system/*.read', memberMatch, bulkMemberMatch.before],
    });
    expect(otherSpellings(['openid'])).toEqual({ smart: null, pdex: null });
  });
});
