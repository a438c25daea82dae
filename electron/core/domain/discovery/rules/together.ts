/** @file What only several documents together can tell: whether they agree, and whether the essential was found at all. */
import { addressOf } from '../fields.ts';
import type { Finding } from '../finding.ts';
import type { ReadDocument } from '../read-document.ts';
import { listOf, textOf } from '../read-document.ts';
import { finding } from './rule.ts';

const speaking = [
  'openid-configuration',
  'oauth-authorization-server',
  'smart-configuration',
  'udap',
  'capability-statement',
];

export function judgeTogether(all: readonly ReadDocument[]): Finding[] {
  const documents = all.filter(({ kind }) => speaking.includes(kind));
  if (documents.length === 0) return [];
  return [
    ...judgeTokenEndpoints(documents),
    ...judgeIssuers(documents),
    ...judgeServers(all),
    ...judgeSource(documents),
  ];
}

function judgeTokenEndpoints(documents: readonly ReadDocument[]): Finding[] {
  const member = 'token_endpoint';
  const named = namedBy(documents, (document) => addressOf(document, member));
  const rule = 'RFC 6749 §3.2';
  if (named.length === 0) return [finding('error', 'token-endpoint/missing', { member, details: {}, rule })];
  if (new Set(named.map(({ value }) => value)).size === 1) return [];
  return [
    finding('error', 'token-endpoint/documents-differ', {
      member,
      details: { said: said(named) },
      rule: 'RFC 8414 §6.2',
    }),
  ];
}

function judgeIssuers(documents: readonly ReadDocument[]): Finding[] {
  const member = 'issuer';
  const named = namedBy(documents, ({ json }) => textOf(json, member));
  if (named.length === 0) {
    // Said once for all: a document that has to have it says so itself.
    const rule = 'SMART App Launch 2.2 §Metadata';
    return documents.every(({ kind }) => kind !== 'openid-configuration' && kind !== 'oauth-authorization-server')
      ? [finding('warning', 'issuer/nobody-says', { member, details: {}, rule })]
      : [];
  }
  if (new Set(named.map(({ value }) => value)).size === 1) return [];
  return [
    finding('error', 'issuer/documents-differ', { member, details: { said: said(named) }, rule: 'RFC 8414 §3.3' }),
  ];
}

/** RFC 9728 names the authorization servers of a resource: a link that a wrong document would not have. */
function judgeServers(all: readonly ReadDocument[]): Finding[] {
  const member = 'authorization_servers';
  const servers = all.flatMap(({ kind, json }) =>
    kind === 'oauth-protected-resource' ? (listOf(json, member) ?? []) : [],
  );
  const issuers = all.map(({ json }) => textOf(json, 'issuer')).filter((issuer) => issuer !== '');
  const stranger = issuers.find((issuer) => servers.length > 0 && !servers.includes(issuer));
  if (stranger === undefined) return [];
  const details = { issuer: stranger, servers: servers.join(', ') };
  return [finding('warning', 'issuer/not-of-the-resource', { member, details, rule: 'RFC 9728 §3.3' })];
}

function judgeSource(documents: readonly ReadDocument[]): Finding[] {
  const onlyOld = documents.every(({ kind }) => kind === 'capability-statement');
  const rule = 'SMART App Launch 2.2 §Metadata';
  return onlyOld ? [finding('warning', 'capability-statement/deprecated', { member: '', details: {}, rule })] : [];
}

interface Named {
  readonly kind: string;
  readonly value: string;
}

function namedBy(documents: readonly ReadDocument[], value: (document: ReadDocument) => string): Named[] {
  return documents
    .map((document) => ({ kind: document.kind, value: value(document) }))
    .filter((named) => named.value !== '');
}

function said(named: readonly Named[]): string {
  return named.map(({ kind, value }) => `${kind}: ${value}`).join('; ');
}
