/**
 * @file Redox. From docs.redoxengine.com/troubleshooting/troubleshoot-oauth-api-key-errors: its list of descriptions, the blank one for
 * `aud`, `alg`, `jti` and an `iat` that is not within the past five minutes (ten seconds are forgiven), and its `error_uri`.
 */
import { readAssertion } from './assertion.ts';
import { judge } from './verdict.ts';
import type { Answer, Family, Realm } from './family.ts';
import { assertionType, granted, smartDocument } from './family.ts';

export function redox(): Family {
  return {
    name: 'redox',
    issuerPath: '/v2/auth',
    tokenPath: '/v2/auth/token',
    documents: (realm) => ({ '/fhir/R4/.well-known/smart-configuration': smartDocument(realm) }),
    token: async ({ form, headers }, realm) => {
      if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
        return no('x-www-form-urlencoded content-type required');
      if (!form.has('grant_type')) return no('Missing grant_type parameter');
      if (form.get('grant_type') !== 'client_credentials')
        return no("The grant_type parameter should equal 'client_credentials'");
      if (!form.has('client_assertion_type')) return no('Missing client assertion type');
      if (form.get('client_assertion_type') !== assertionType) return no('Invalid client assertion type');
      if (!form.has('client_assertion')) return no('Missing client assertion');
      if (readAssertion(form.get('client_assertion'))?.header.kid === '')
        return no('JWT header kid property is required');
      return judged(form, realm);
    },
  };
}

const no = (description: string): Answer => ({
  status: 400,
  json: {
    error: 'invalid_request',
    error_description: description,
    error_uri: 'https://docs.redoxengine.com/permalink/7sEi7MTFssZ1JuHpUYLeYJ',
  },
});

async function judged(form: URLSearchParams, realm: Realm): Promise<Answer> {
  const verdict = await judge(form.get('client_assertion'), realm, {
    audiences: [realm.tokenEndpoint],
    algorithms: ['RS384', 'ES384'],
    leewaySeconds: 10,
    longestSeconds: 300,
    looksAhead: true,
    refusesReplay: true,
  });
  if (verdict.is === 'client-unknown' || verdict.is === 'kid' || verdict.is === 'key-set')
    return no('Public key not found, check client_id, kid and Redox dashboard settings');
  if (verdict.is !== 'good') return no('');
  const scope = verdict.client.scopes.join(' ');
  const token = realm.opaqueToken({ scope, audience: realm.fhirBase });
  return granted({ access_token: token, scope, token_type: 'Bearer', expires_in: 300 });
}
