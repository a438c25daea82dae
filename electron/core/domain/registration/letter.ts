import { dayOf } from '../keys/expiry.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { Way } from '../token/way.ts';
import type { RegistrationSheet } from './registration.ts';

interface Keys {
  /** The one that signs; undefined: none does. */
  readonly key: KeyRecord | undefined;
  /** The one whose certificate is shown in TLS. */
  readonly client: KeyRecord | undefined;
  readonly way: Way;
}

/** To the Source Payer’s staff, in plain words: what to register, and what to answer. */
export function registrationLetter(sheet: RegistrationSheet, { key, client, way }: Keys): string {
  const { clientName, clientId, scopes } = sheet;
  const lines = [
    '# Registration of a client for payer-to-payer exchange',
    '',
    'This asks for a client at your authorization server, for access tokens of OAuth 2.0 without a person.',
    '',
    `- Client name: ${clientName}`,
    clientId === '' ? '- Client id: not given yet; your answer names it.' : `- Client id: ${clientId}`,
    `- Grant: ${sheet.grantTypes.join(' ')}`,
    `- Scopes: ${scopes}`,
    ...authenticationLines(sheet, way),
    ...(key === undefined ? [] : [...keyLines(key), ...udapLines(key, way)]),
    ...(client === undefined ? [] : clientLines(client, client === key ? 'signing' : 'client')),
    '',
    'registration.json holds the same for a program to read. All of it is public; no private key and no secret is in it.',
    '',
    'We need back: the client id, the issuer and token endpoint that tokens come from, and any scope that you do not grant.',
    '',
  ];
  return lines.join('\n');
}

function authenticationLines(
  { authenticationMethod, jwks, jwksUri, clientCertificate }: RegistrationSheet,
  { usesSecret, usesAssertion }: Way,
): string[] {
  const keySet = jwks === null ? '' : ' Our public key set is in jwks.json.';
  const how = usesSecret
    ? '. The secret travels by a safe way, never by mail.'
    : ` (${usesAssertion ? 'RFC 7523' : 'RFC 8705'}).`;
  return [
    `- Authentication: ${authenticationMethod}${how}${keySet}`,
    ...(jwksUri === ''
      ? []
      : [`- Key set address: ${jwksUri} (our assertions name it in “jku”; it has to be registered as it is).`]),
    ...(clientCertificate === null
      ? []
      : [
          `- Subject of the client certificate (tls_client_auth_subject_dn): ${clientCertificate.tls_client_auth_subject_dn}`,
          ...sanLine('SAN DNS names (tls_client_auth_san_dns)', clientCertificate.tls_client_auth_san_dns),
          ...sanLine('SAN URIs (tls_client_auth_san_uri)', clientCertificate.tls_client_auth_san_uri),
        ]),
  ];
}

function sanLine(label: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`- ${label}: ${names.join(', ')}`];
}

/** What a UDAP server binds the client id to, HL7 UDAP Security 2.0 §Registration. */
function udapLines({ certificate }: KeyRecord, { method }: Way): string[] {
  if (method !== 'udap' || certificate === null) return [];
  return [
    certificate.uris.length === 0
      ? '- UDAP: our certificate names no URI in its SAN yet. A certificate of your trust community has to be issued first.'
      : `- UDAP: the client is known by the SAN URI ${certificate.uris.join(' or ')} of our certificate; each assertion carries the chain in “x5c”.`,
  ];
}

function keyLines({ kid, certificate, chain, request }: KeyRecord): string[] {
  return [
    `- Key: ${kid} (kid; RFC 7638 thumbprint unless we told you otherwise)`,
    ...(certificate === null
      ? []
      : [
          `- Certificate: p2p-signing-cert.pem carries the same public key, for portals that want one. It is valid until ${dayOf(certificate.notAfter)}.`,
        ]),
    ...(certificate === null || chain.length === 0
      ? []
      : ['- Chain: p2p-signing-chain.pem holds the certificate and those of the CAs above it.']),
    ...(request === null
      ? []
      : ['- Request: p2p-signing-request.pem is the PKCS#10 of the same key, where your own CA issues certificates.']),
  ];
}

function clientLines({ certificate, chain }: KeyRecord, file: 'signing' | 'client'): string[] {
  if (certificate === null) return [];
  const whole = chain.length === 0 ? '' : `; p2p-${file}-chain.pem holds it and those of the CAs above it`;
  return [
    `- Mutual TLS: our client shows the certificate in p2p-${file}-cert.pem, valid until ${dayOf(certificate.notAfter)}${whole}.`,
  ];
}
