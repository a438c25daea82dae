/** @file What a person types as JSON: extra claims and the B2B extension of UDAP. */
import { describe, expect, test } from 'vitest';
import type { B2bForm } from '#core/domain/token/b2b-extension.ts';
import { emptyB2bForm, readB2bExtension, readB2bForm, writeB2bExtension } from '#core/domain/token/b2b-extension.ts';
import { makeAssertion } from '#core/domain/token/assertion.ts';
import { nobody } from '#core/domain/token/audience.ts';
import { extensionsOf } from '#core/domain/token/extensions.ts';
import { readExtraClaims, subjectOf } from '#core/domain/token/extra-claims.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { wayOf } from '#core/domain/token/way.ts';

const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

describe('extra claims', () => {
  test.each<[string, string[]]>([
    ['', []],
    [' \n', []],
    ['{}', []],
    ['{"sub":"Patient/1"}', []],
    ['{"nbf":1798761600,"extensions":{"cms_smart":{"version":"1"}}}', []],
    [nested(11), []],
    [nested(12), ['client/json-too-large']],
    [nested(3000), ['client/json-too-large']],
    [`{"a":"${'x'.repeat(8200)}"}`, ['client/json-too-large']],
    ['[]', ['client/claims-not-an-object']],
    ['null', ['client/claims-not-an-object']],
    ['"aud"', ['client/claims-not-an-object']],
    ['<a>', ['client/claims-not-an-object']],
    ['{"a":1,}', ['client/not-json']],
    ["{'a':1}", ['client/not-json']],
    ['{"a":1,"\\u0061":2}', ['client/json-member-twice']],
    ['{"__proto__":1}', ['client/json-prototype']],
    ['{"aud":"x","EXP":1}', ['client/claims-of-ours']],
    ['{"sub":""}', ['client/claims-subject']],
    ['{"sub":1,"nbf":"now"}', ['client/claims-subject', 'client/claims-not-before']],
    ['{"extensions":[]}', ['client/claims-extensions']],
  ])('%s', (text, codes) => {
    const { claims, problems } = readExtraClaims(text);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    expect(codes.length > 0 && Object.keys(claims).length > 0).toBe(false);
  });

  test('the subject is told', () => {
    expect(['{"sub":"Patient/1"}', '{}', '{"sub":1}'].map(subjectOf)).toEqual(['Patient/1', '', '']);
  });

  test('none that gets this far takes the place of one of ours', () => {
    const settings = {
      clientId: 'us',
      audience: nobody,
      type: 'JWT',
      algorithm: 'RS384',
      kid: 'k',
      seconds: 60,
      header: { alg: 'none', kid: 'x', typ: 'x', jku: 'https://us.example/jwks' },
      claims: { aud: 'https://victim.example', iss: 'x', exp: 1, iat: 1, jti: 'x', sub: 'Patient/1', more: 1 },
    };
    expect(makeAssertion(settings, { now: new Date(0), jti: 'one' })).toEqual({
      header: { alg: 'RS384', kid: 'k', typ: 'JWT', jku: 'https://us.example/jwks' },
      claims: { iss: 'us', sub: 'Patient/1', aud: nobody, iat: 0, exp: 60, jti: 'one', more: 1 },
    });
  });
});

const least = { organization_id: 'https://us.example', purpose_of_use: ['urn:oid:2.16.840.1.113883.5.8#COVERAGE'] };
const b2b = (more: object) => JSON.stringify({ ...least, ...more });

describe('the B2B extension', () => {
  test.each<[string, string, string[]]>([
    ['nothing', '', ['client/no-b2b-extension']],
    ['an empty object', '{}', ['client/no-b2b-extension']],
    ['a list', '[]', ['client/no-b2b-extension']],
    ['broken JSON', '{', ['client/not-json']],
    ['a member twice', '{"version":"1","version":"1"}', ['client/json-member-twice']],
    ['the least', b2b({}), []],
    ['all of it', b2b({ version: '1', subject_name: 'Ana', subject_id: 'urn:oid:1#2', subject_role: 'x' }), []],
    ['another version', b2b({ version: '2' }), ['client/b2b-version']],
    ['a version that is a number', b2b({ version: 1 }), ['client/b2b-version']],
    ['an organization that is no URI', b2b({ organization_id: 'us' }), ['client/b2b-organization']],
    ['no organization', b2b({ organization_id: undefined }), ['client/b2b-organization']],
    ['no purpose', b2b({ purpose_of_use: [] }), ['client/b2b-purpose']],
    ['a purpose that is no list', b2b({ purpose_of_use: 'COVERAGE' }), ['client/b2b-purpose']],
    ['a purpose with a space', b2b({ purpose_of_use: ['a b'] }), ['client/b2b-purpose']],
    ['a role of nobody', b2b({ subject_role: 'x' }), ['client/b2b-subject']],
    ['an empty name', b2b({ organization_name: '' }), ['client/b2b-not-text']],
    [
      'a consent without a policy',
      b2b({ consent_reference: ['https://us.example/Consent/1'] }),
      ['client/b2b-consent-policy'],
    ],
    ['a policy that is no list', b2b({ consent_policy: 'urn:policy' }), ['client/b2b-consent']],
  ])('%s', (_, text, codes) => {
    expect(readB2bExtension(text).problems.map(({ code }) => code)).toEqual(codes);
  });

  test('what it names beyond the guide stays', () => {
    expect(readB2bExtension(b2b({ ial_vetted: true })).extension).toEqual({ ...least, ial_vetted: true, version: '1' });
  });

  const filled: B2bForm = {
    organizationId: 'https://us.example',
    organizationName: 'Harbor Ridge',
    purposeOfUse: ['COVERAGE'],
    subjectName: 'P2P',
    subjectId: 'urn:oid:1#2',
    subjectRole: 'system',
    consentPolicy: ['urn:policy'],
    consentReference: ['https://us.example/Consent/1'],
  };

  test.each<[string, B2bForm]>([
    ['filled', filled],
    ['empty', emptyB2bForm],
  ])('a form that is %s comes back as it was', (_, form) => {
    expect(readB2bForm(writeB2bExtension(form))).toEqual(form);
  });

  test('a filled form is a good extension, and keeps what it does not know', () => {
    const text = writeB2bExtension(filled, b2b({ ial_vetted: true }));
    const { extension, problems } = readB2bExtension(text);
    expect([extension?.['ial_vetted'], extension?.['organization_name'], problems]).toEqual([true, 'Harbor Ridge', []]);
    expect(writeB2bExtension(emptyB2bForm)).toBe('');
  });

  test.each(['[', '[]', '{"purpose_of_use":"x"}', '{"organization_id":1}'])('%s is for no form', (text) => {
    expect(readB2bForm(text)).toBeNull();
  });
});

test('UDAP’s extension stands beside the others, and its own field counts', () => {
  const payer = (fields: Partial<Record<FieldName, string>>): Pick<Payer, 'fields'> => ({
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, from: ['typed'] }])),
  });
  const given = payer({
    authenticationMethod: 'udap',
    b2bExtension: b2b({}),
    assertionClaims: '{"extensions":{"tefca_smart":{"a":1},"hl7-b2b":{"version":"0"}},"nbf":1}',
  });
  expect(extensionsOf(given, wayOf(given))).toEqual({
    nbf: 1,
    extensions: { tefca_smart: { a: 1 }, 'hl7-b2b': { version: '1', ...least } },
  });
});
