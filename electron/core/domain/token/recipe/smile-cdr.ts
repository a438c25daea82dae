/**
 * @file What the operator sets in Smile CDR for the same request, and where Smile CDR may ask otherwise. Only part of the vendor's
 * pages can be read: each name says how sure it is, [Note: How sure we are], and what is unknown is called unknown.
 */
import type { Confidence, WireMember } from '../../definition/wire-names.ts';
import { secretKey, wireMembers, wireNames } from '../../definition/wire-names.ts';
import type { FieldName } from '../../payer/fields.ts';
import type { Payer } from '../../payer/payer.ts';
import { valueOf } from '../../payer/payer.ts';
import type { Assertion } from '../assertion.ts';
import type { Way } from '../way.ts';

const sureness: Readonly<Record<Confidence, string>> = {
  documented: 'documented',
  'seen-in-public-code': 'seen in public code',
  inferred: 'inferred',
  'tutorial-only': 'in the tutorial only',
};

/** The payer's field of a member, where its name differs. */
const fieldOf = (member: WireMember): FieldName => (member === 'name' ? 'serverName' : member);

/** What Smile CDR has to be set to: label, key of the Admin API with its sureness, value. */
export function smileCdrSettings(payer: Payer): string[] {
  const mode = valueOf(payer, 'clientAuthenticationMode');
  const rows = wireMembers
    .map((member) => ({ ...wireNames[member], value: valueOf(payer, fieldOf(member)) }))
    .filter(({ value }) => value !== '')
    .map(({ label, key, confidence, value }) => `${label} (${key}, ${sureness[confidence]}): ${oneLine(value)}`);
  return [
    ...rows,
    ...(mode === 'CLIENT_SECRET_BASIC'
      ? [`Client secret (${secretKey}, seen in public code): write-only; Smile CDR never shows it again.`]
      : []),
    ...(mode === 'PRIVATE_KEY_JWT'
      ? [
          `Signing key: a keystore (JWKS) of Smile CDR that holds the private key with kid ${payer.keys[0]?.kid ?? '(none yet)'}, use “sig” and its alg. How a definition names its keystore is not known: attach it in the console.`,
        ]
      : []),
    ...(payer.network.authorities.length > 0
      ? [
          'CAs of your own: into the truststore introspection_client.truststore.file of the module (seen in public code, for documents, key sets and introspection). Whether token requests use it too is not known.',
        ]
      : []),
  ];
}

function oneLine(value: string): string {
  const lines = value.split('\n').length;
  return lines > 1 ? `(${String(lines)} lines: see the definition)` : value;
}

/** Where Smile CDR's own request may differ from this one. */
export function smileCdrDifferences(
  payer: Payer,
  { way, assertion }: { way: Way; assertion: Assertion | null },
): string[] {
  const { method, grant } = way;
  return [
    'A token here does not prove that Smile CDR’s own request will be taken, nor that its host reaches the payer: it has its own network, proxy, truststore and clock.',
    ...methodDifference(payer, method),
    ...(grant === 'jwt-bearer'
      ? ['Grant: no setting for jwt-bearer is known. Smile CDR is known to ask with client_credentials.']
      : []),
    ...(assertion === null ? [] : assertionDifferences(assertion)),
    ...(method === 'client_secret_basic'
      ? [
          `Basic: whether Smile CDR form-encodes id and secret first is not known; this script ${valueOf(payer, 'basicEncoding') === 'raw' ? 'does not' : 'does'}. It matters only where one of them has a sign other than letters, digits and * - . _`,
        ]
      : []),
    ...(payer.network.clientKeyId === null
      ? []
      : ['Client certificate: no setting for showing one with a token request is known. Ask the vendor.']),
    'Scopes: one text, separated by blanks, as in Request Scopes. That Smile CDR sends them all and unchanged is not documented.',
    ...(valueOf(payer, 'customTokenParameters') === ''
      ? []
      : [
          'Custom Token Parameters: Smile CDR sends them with the request; neither this script nor the live test does.',
        ]),
  ];
}

function methodDifference(payer: Payer, method: Way['method']): string[] {
  const mode = valueOf(payer, 'clientAuthenticationMode');
  const same = { client_secret_basic: 'CLIENT_SECRET_BASIC', private_key_jwt: 'PRIVATE_KEY_JWT' }[method as string];
  if (same === undefined)
    return [
      `Method: only CLIENT_SECRET_BASIC and PRIVATE_KEY_JWT are known as modes of Smile CDR. Whether it can do ${method} is not known.`,
    ];
  return mode === same
    ? []
    : [`Method: this script asks with ${method}, and Smile CDR is set to ${mode || 'no mode'}.`];
}

function assertionDifferences({ header, claims }: Assertion): string[] {
  const { alg, typ, kid, ...otherHeaders } = header;
  const { iss: _iss, sub: _sub, aud, iat, exp, jti: _jti, ...otherClaims } = claims;
  const others = [...Object.keys(otherHeaders), ...Object.keys(otherClaims)];
  return [
    `Audience: here ${aud}. Whether Smile CDR sends the token endpoint or the issuer is not documented; a member “audience” was seen in an early version of public code only.`,
    `Algorithm: here ${alg}. Which ones Smile CDR signs with is not documented; it follows from the key in the keystore.`,
    `kid: here ${kid}. Smile CDR takes it from the keystore, so it has to be the same there.`,
    `typ: here ${typ ?? 'none'}. Whether Smile CDR sends one is not documented.`,
    `Life: here ${String(exp - iat)} s. Smile CDR’s is not documented.`,
    ...(others.length === 0 ? [] : [`${others.join(', ')}: no setting for these in Smile CDR is known.`]),
  ];
}
