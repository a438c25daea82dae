import { dayOf } from '../keys/expiry.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { RegistrationSheet } from './registration.ts';

interface Keys {
  /** The one that signs; undefined: none does. */
  readonly key: KeyRecord | undefined;
  /** The one whose certificate is shown in TLS. */
  readonly client: KeyRecord | undefined;
}

/** To the Source Payer’s staff, in plain words: what to register, and what to answer. */
export function registrationLetter(sheet: RegistrationSheet, { key, client }: Keys): string {
  const { clientName, clientId, authenticationMode, scopes } = sheet;
  const usesKeys = sheet.jwks !== null;
  const lines = [
    '# Registration of a client for payer-to-payer exchange',
    '',
    'This asks for a client at your authorization server, for the OAuth 2.0 client credentials grant.',
    '',
    `- Client name: ${clientName}`,
    clientId === '' ? '- Client id: not given yet; your answer names it.' : `- Client id: ${clientId}`,
    `- Grant: client_credentials`,
    `- Scopes: ${scopes}`,
    usesKeys
      ? '- Authentication: private_key_jwt (RFC 7523). Our public key set is in jwks.json.'
      : `- Authentication: ${authenticationMode === 'CLIENT_SECRET_BASIC' ? 'client_secret_basic. The secret travels by a safe way, never by mail.' : authenticationMode}`,
    ...(key === undefined ? [] : keyLines(key)),
    ...(client === undefined ? [] : clientLines(client, client === key ? 'signing' : 'client')),
    '',
    'registration.json holds the same for a program to read. All of it is public; no private key and no secret is in it.',
    '',
    'We need back: the client id, the issuer and token endpoint that tokens come from, and any scope that you do not grant.',
    '',
  ];
  return lines.join('\n');
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
