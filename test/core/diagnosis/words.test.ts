import { expect, test } from 'vitest';
import { causes } from '#core/domain/diagnosis/causes/table.ts';
import { meaningOfWords } from '#core/domain/diagnosis/texts/of-words.ts';

const hydra =
  'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).';
const malformed =
  'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.';

/** As Ory Hydra and Medplum say it, and as servers say what tells nothing. */
test.each<[string, string, string]>([
  ['invalid_client', hydra, ''],
  [
    'invalid_client',
    `${hydra} Claim 'audience' from 'client_assertion' must match the token endpoint.`,
    'audience-endpoint-wanted',
  ],
  [
    'invalid_request',
    `${malformed} The JSON Web Token uses signing key with kid 'x', which could not be found.`,
    'kid-mismatch',
  ],
  ['invalid_client', `${hydra} Unable to verify the integrity of the 'client_assertion' value.`, 'key-not-registered'],
  [
    'invalid_client',
    `${hydra} Its claims could not be validated, check if the expiry time is set correctly.`,
    'clock-behind',
  ],
  ['invalid_client', `${hydra} The 'client_assertion' uses signing algorithm 'ES384'.`, 'algorithm-not-taken'],
  ['invalid_request', malformed, ''],
  ['invalid_request', 'Client not found', 'client-unknown'],
  ['invalid_request', 'Invalid client', 'client-not-active'],
  ['invalid_client', 'Invalid client', ''],
  ['invalid_request', 'Invalid client assertion signature', 'clock-behind'],
  ['invalid_request', 'Invalid secret', 'secret-wrong'],
  ['invalid_request', 'Missing scope', 'scope-missing'],
  ['invalid_scope', 'The scope is not known', ''],
  ['invalid_client', 'client authentication failed', ''],
  ['invalid_client', 'Client authentication failed. Either the client or the client credentials are invalid.', ''],
])('%s “%s” speaks of %s', (error, description, one) => {
  const means = meaningOfWords({ error, description });
  expect(one === '' ? means : [means.includes(`cause/${one}`)]).toEqual(one === '' ? [] : [true]);
});

test('words name causes that there are', () => {
  const codes = new Set(causes.map(({ code }) => code));
  const all = ['audience', 'kid', 'alg', 'jwks', 'signature', 'expired', 'jti', 'typ', 'sub', 'secret', 'grant_type'];
  const named = all.flatMap((description) => meaningOfWords({ error: 'invalid_request', description }));
  expect([named.length > 0, named.filter((code) => !codes.has(code))]).toEqual([true, []]);
});
