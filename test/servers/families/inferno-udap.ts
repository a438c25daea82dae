/**
 * @file The mock UDAP server of Inferno. From github:inferno-framework/udap-security-test-kit,
 * lib/udap_security_test_kit/endpoints/mock_udap_server.rb (`udap_assertion_signature_verification`) and udap_jwt_validator.rb. It
 * trusts whatever certificate the client registered with, and looks neither at the audience nor at the extension.
 */
import { isSignedByCertificate, readAssertion, timeOf } from './assertion.ts';
import type { Call, Family, Realm } from './family.ts';
import { granted, refusal } from './family.ts';
import { udapServer } from './udap.ts';

export function infernoUdap(): Family {
  return {
    ...udapServer({ anchors: [], purpose: '' }),
    name: 'inferno-udap',
    token: async (call, realm) => {
      const failure = await failureOf(call, realm);
      if (failure !== '') return refusal(401, 'invalid_client', failure);
      const token = realm.opaqueToken({ scope: call.form.get('scope') ?? '', audience: realm.fhirBase });
      return granted({ access_token: token, token_type: 'Bearer', expires_in: 3600 });
    },
  };
}

async function failureOf({ form }: Call, realm: Realm): Promise<string> {
  const text = form.get('client_assertion') ?? '';
  const read = readAssertion(text);
  const [leaf] = (read?.header['x5c'] ?? []) as string[];
  if (read === null || leaf === undefined) return 'missing `x5c` header';
  const pem = `-----BEGIN CERTIFICATE-----\n${leaf}\n-----END CERTIFICATE-----`;
  if (!(await isSignedByCertificate(text, pem))) return 'Signature verification failed (JWT::VerificationError)';
  const { exp = 0 } = read.claims;
  if (timeOf({ exp }, { now: realm.now(), leeway: 0 }) === 'over')
    return 'Signature has expired (JWT::ExpiredSignature)';
  const registered = realm.clients[0]?.certificate;
  return leaf === registered ? '' : 'signing cert does not match registration cert';
}
