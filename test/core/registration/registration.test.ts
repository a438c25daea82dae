/** @file What the Source Payer registers: the method, the grant and the names of the certificate, as RFC 7591 and RFC 8705 call them. */
import { expect, test } from 'vitest';
import { changePayer } from '#core/domain/payer/change.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { registrationFiles, registrationSheet } from '#core/domain/registration/registration.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { RegistrationSheet } from '../../servers/source-payer/registrations.ts';
import { certificateOf, keyOf } from '../keys/records.ts';
import { samplePayer } from '../support/sample-payer.ts';

const ready = await samplePayer(memoryPorts());
const certificate = certificateOf('own', 'ca', {
  pem: '(own)\n',
  dnsNames: ['p2p.us.example'],
  uris: ['https://us.example/fhir'],
});

const asking = (fields: Partial<Record<FieldName, string>>, more: Partial<Payer> = {}): Payer => ({
  ...changePayer({ ...ready, keys: [keyOf('own', { certificate })] }, { fields }),
  ...more,
});
const shown = { network: { ...ready.network, clientKeyId: 'own' } };
const letterOf = (payer: Payer) => {
  const file = registrationFiles(payer).find(({ path }) => path === 'README.md');
  return new TextDecoder().decode(file?.bytes);
};
const jku = 'https://us.example/jwks.json';

test.each<[string, Payer, object, RegExp[]]>([
  [
    'a key',
    asking({}),
    {
      authenticationMethod: 'private_key_jwt',
      grantTypes: ['client_credentials'],
      jwksUri: '',
      clientCertificate: null,
    },
    [/Authentication: private_key_jwt \(RFC 7523\)\. Our public key set is in jwks\.json\./],
  ],
  [
    'a key that is fetched',
    asking({ assertionJku: jku }),
    { authenticationMethod: 'private_key_jwt', jwksUri: jku },
    [/https:\/\/us\.example\/jwks\.json .*“jku”/],
  ],
  [
    'an assertion as the grant',
    asking({ grantType: 'jwt-bearer' }),
    { grantTypes: ['urn:ietf:params:oauth:grant-type:jwt-bearer'] },
    [/Grant: urn:ietf:params:oauth:grant-type:jwt-bearer/],
  ],
  [
    'a secret in the form',
    asking({ clientAuthenticationMode: 'CLIENT_SECRET_BASIC', authenticationMethod: 'client_secret_post' }),
    { authenticationMethod: 'client_secret_post', jwks: null, jwksUri: '' },
    [/Authentication: client_secret_post\. The secret travels by a safe way/],
  ],
  [
    'mutual TLS',
    asking({ authenticationMethod: 'tls_client_auth', assertionJku: jku }, shown),
    {
      authenticationMethod: 'tls_client_auth',
      jwksUri: '',
      clientCertificate: {
        tls_client_auth_subject_dn: 'CN=own',
        tls_client_auth_san_dns: ['p2p.us.example'],
        tls_client_auth_san_uri: ['https://us.example/fhir'],
      },
    },
    [/tls_client_auth_subject_dn\): CN=own/, /san_dns\): p2p\.us\.example/, /san_uri\): https:\/\/us\.example\/fhir/],
  ],
  [
    'mutual TLS without a certificate yet',
    asking({ authenticationMethod: 'self_signed_tls_client_auth' }),
    { authenticationMethod: 'self_signed_tls_client_auth', clientCertificate: null },
    [/self_signed_tls_client_auth \(RFC 8705\)/],
  ],
  [
    'UDAP',
    asking({ authenticationMethod: 'udap' }),
    { authenticationMethod: 'private_key_jwt' },
    [/UDAP: .*https:\/\/us\.example\/fhir.*x5c/],
  ],
])('%s', (_, payer, wanted, letter) => {
  expect(registrationSheet(payer)).toMatchObject(wanted);
  const text = letterOf(payer);
  for (const part of letter) expect(text).toMatch(part);
});

test('a payer’s server that knows the sheet of before reads it still', () => {
  const { success, data } = RegistrationSheet.safeParse(registrationSheet(asking({})));
  expect([success, data?.clientId]).toEqual([true, 'requesting-payer']);
});
