/**
 * @file For whom an assertion is made. [Note: Audience injection]: what is neither the confirmed issuer nor the address posted to
 * waits for a person, and the acceptance is the confirmation that the signature asks for (`token/audience.ts`).
 */
import { isIssuerAddress } from '../../token/audience-choices.ts';
import { aliasElsewhere, isSameHost, ownAudience } from '../../token/audience.ts';
import type { Asking } from './asking-subject.ts';
import { rulesOf } from './rule.ts';

const rule = rulesOf<Asking>();
const section = 'RFC 10070, RFC 7523 §3, RFC 9700 §4.4';

export const audienceRules = [
  rule({
    code: ownAudience,
    severity: 'warning',
    gate: 'confirm',
    section,
    says: 'Assertions are made for {audience}, which is neither the issuer nor the address that they are sent to.',
    hint: 'Whoever gets one could use it there. Ask the Source Payer by another way than its documents whether that is its own audience, then accept with a reason. Nothing is signed before.',
    finds: ({ text, way, endpoint }) => {
      const audience = text('assertionAudienceText');
      const isOwn =
        way.usesAssertion &&
        text('assertionAudience') === 'own-text' &&
        audience !== '' &&
        !(audience === text('issuer') && isIssuerAddress(audience)) &&
        audience !== endpoint;
      return isOwn
        ? [{ member: 'assertionAudienceText', details: { audience }, compared: { expected: endpoint, told: audience } }]
        : [];
    },
  }),
  rule({
    code: aliasElsewhere,
    severity: 'warning',
    gate: 'confirm',
    section: 'RFC 8705 §5, RFC 10070',
    says: 'With a client certificate the token request goes to {alias}, on another host than the token endpoint {address}.',
    hint: 'Compare the host with what the Source Payer told you by another way, then accept with a reason. Nothing is signed or sent before.',
    finds: ({ text, showsCertificate }) => {
      const alias = text('mtlsTokenEndpoint');
      const address = text('tokenEndpoint');
      return showsCertificate && alias !== '' && !isSameHost(alias, address)
        ? [
            {
              member: 'mtls_endpoint_aliases',
              details: { alias, address: address || '(not known)' },
              compared: { expected: address, told: alias },
            },
          ]
        : [];
    },
  }),
  rule({
    code: 'assertion/audience-to-choose',
    severity: 'info',
    section: 'SMART App Launch 2.2 §Asymmetric Authentication, RFC 10070',
    says: 'The documents leave open for whom assertions are made: SMART wants the token endpoint, and servers that follow RFC 10070 take the issuer alone.',
    hint: 'The token endpoint is proposed. Choose in Client what the Source Payer says; the live test tells which one is taken.',
    finds: ({ kinds, way, isTyped }) =>
      way.usesAssertion &&
      kinds.has('smart-configuration') &&
      (kinds.has('openid-configuration') || kinds.has('oauth-authorization-server')) &&
      !isTyped('assertionAudience')
        ? [{ member: 'assertionAudience', details: {} }]
        : [],
  }),
];
