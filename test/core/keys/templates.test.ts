import { expect, test } from 'vitest';
import { checkCertificateWish } from '#core/domain/keys/check-wish.ts';
import { startingWish, templateOf, templates } from '#core/domain/keys/templates.ts';
import { newPayer } from '#core/domain/payer/payer.ts';

const now = '2027-01-01T00:00:00.000Z';
const payer = newPayer({ ref: 'northlake@test', name: 'Northlake', now });

test.each(templates.map(({ id }) => id))('%s starts from a wish that can be made as it stands', (id) => {
  expect(checkCertificateWish(startingWish(id, payer), 'EC P-384')).toEqual([]);
  expect(startingWish(id, payer).usages).toEqual(templateOf(id).usages);
});

test('mutual TLS wants a client certificate, and both communities want a URI from a CA', () => {
  expect(
    templates.map(({ id, needsAuthority, needsUri, usages }) => [
      id,
      needsAuthority,
      needsUri,
      usages.includes('clientAuth'),
    ]),
  ).toEqual([
    ['smart', false, false, false],
    ['udap', true, true, false],
    ['mtls', true, true, true],
  ]);
});

test.each([
  ['a name that is too long for a certificate', 'n'.repeat(80), 'northlake@test client'],
  ['a name', ' Northlake Mutual ', 'Northlake Mutual client'],
  ['none', '', 'northlake@test client'],
])('%s of the server becomes a common name that can be', (_, serverName, commonName) => {
  const named = { ...payer, fields: { serverName: { value: serverName, from: ['typed' as const] } } };
  expect(startingWish('smart', named).subject.commonName).toBe(commonName);
});

test('the longest payer makes a name that can be', () => {
  const longest = newPayer({ ref: `${'p'.repeat(63)}@${'e'.repeat(31)}`, name: '', now });
  expect(checkCertificateWish(startingWish(null, longest))).toEqual([]);
});
