/** @file What stands in front of a token endpoint and answers in its stead. */
import { certify, keyPemOf, pemOf } from '../../pki.ts';
import { bulkDataServer } from '../../servers/families/bulk-data-server.ts';
import * as fronts from '../../servers/families/fronts.ts';
import { keycloak } from '../../servers/families/keycloak.ts';
import type { Front } from '../../servers/families/start.ts';
import type { Case, FamilyCase } from '../case.ts';
import { familyCase } from '../case.ts';

const behind = (name: string, truth: string, front: Front, more: Partial<FamilyCase> = {}): Case => ({
  ...familyCase({ family: keycloak(), name, truth, server: async () => Promise.resolve({ front }), ...more }),
  family: 'in front',
});

const now = new Date();
const clients = await certify(now, { name: 'clients of Northlake', ca: true });
const stranger = await certify(now, { name: 'another CA', ca: true });
const asksForCertificates = { requestCert: true, rejectUnauthorized: false, ca: [pemOf(clients)] };
const shown = (issuer: typeof clients) => async () => {
  const leaf = await certify(now, { name: 'requesting-payer', issuer });
  return { pem: [await keyPemOf(leaf), pemOf(leaf)].join('\n') };
};

const withCertificates = (front: Front) => ({
  server: async () => Promise.resolve({ front, tls: asksForCertificates }),
});

export const frontCases: readonly Case[] = [
  behind('nginx wants a client certificate', 'cause/client-certificate-wanted', fronts.nginxWithCertificates, {
    ...withCertificates(fronts.nginxWithCertificates),
  }),
  behind(
    'nginx does not trust our client certificate',
    'cause/client-certificate-refused',
    fronts.nginxWithCertificates,
    {
      ...withCertificates(fronts.nginxWithCertificates),
      key: shown(stranger),
      showsCertificate: true,
    },
  ),
  behind('IIS wants a client certificate', 'cause/client-certificate-wanted', fronts.iisWithCertificates, {
    ...withCertificates(fronts.iisWithCertificates),
  }),
  behind('a login stands before it', 'cause/redirect-login', fronts.loginProxy),
  behind('it has moved', 'cause/redirect-elsewhere', fronts.movedAway),
  behind('nginx takes other addresses only', 'cause/address-list', fronts.nginxForAddresses(['203.0.113.7'])),
  behind('Cloudflare takes other addresses only', 'cause/address-list', fronts.cloudflareForAddresses(['203.0.113.7'])),
  behind('a start page answers everything', 'cause/soft-200', fronts.singlePageApp),
  behind('files are served there', 'cause/not-the-token-endpoint', fronts.staticFiles),
  behind('nothing is there', 'cause/not-the-token-endpoint', fronts.apacheWithoutTokens),
  behind('JSON is wanted there', 'cause/content-type-refused', fronts.jsonOnly),
  behind('it fails', 'cause/server-error', fronts.springFailure),
  behind('too many calls', 'cause/too-many-requests', fronts.apiGateway(0)),
  behind('it is being worked on', 'cause/unavailable', fronts.maintenance),
  behind('an API that nobody finished', 'cause/token-missing', fronts.mockIntegration),
  behind('a token in a form instead of JSON', 'cause/not-json', fronts.formEncodedAnswers),
  behind('nothing comes back', 'cause/answer-timeout', fronts.stalls),
  behind('the connection ends', 'cause/broken-off', fronts.breaksOff),
  behind('an answer without end', 'cause/answer-too-large', fronts.endless),
  familyCase({
    family: bulkDataServer(),
    name: 'the token endpoint is another path',
    truth: 'cause/not-the-token-endpoint',
    fields: ({ origin }) => ({ tokenEndpoint: `${origin}/oauth/token` }),
  }),
];
