/** @file The addresses in a document: absolute, https, and on whose ground. */
import { getDomain } from 'tldts';
import { fields } from '../../payer/fields.ts';
import { fieldMembers, addressOf } from '../fields.ts';
import type { Finding } from '../finding.ts';
import type { ReadDocument } from '../read-document.ts';
import { textOf } from '../read-document.ts';
import { finding } from './rule.ts';

const names = [
  'authorizationEndpoint',
  'tokenEndpoint',
  'userInfoEndpoint',
  'jwksEndpoint',
  'introspectionEndpoint',
  'revocationEndpoint',
  'registrationEndpoint',
] as const;

const httpsRule = 'RFC 6749 §3.1.2.1 and §3.2, OIDC Discovery 1.0 §3';

export function judgeEndpoints(document: ReadDocument): Finding[] {
  if (document.kind === 'jwks' || document.kind === 'unknown') return [];
  return names.flatMap((name) => {
    const member = fieldMembers[name] ?? name;
    const address = addressOf(document, member);
    if (address === '') return [];
    return name === 'tokenEndpoint'
      ? judgeTokenEndpoint(document, member, address)
      : judgeOther(document, { name, member, address });
  });
}

function judgeTokenEndpoint(document: ReadDocument, member: string, address: string): Finding[] {
  const details = { address };
  if (!URL.canParse(address))
    return [finding('error', 'token-endpoint/not-a-url', { member, details, rule: httpsRule })];
  const { protocol, hash } = new URL(address);
  if (protocol !== 'https:')
    return [finding('error', 'token-endpoint/not-https', { member, details, rule: httpsRule })];
  const findings = judgeRelative(document, member);
  if (hash !== '') findings.push(finding('warning', 'endpoint/fragment', { member, details, rule: 'RFC 6749 §3.2' }));
  const ground = groundOf(document);
  if (ground !== '' && domainOf(address) !== domainOf(ground))
    findings.push(
      finding('warning', 'endpoint/other-domain', {
        member,
        details: { host: new URL(address).host, ground: new URL(ground).host },
        // An assertion for a stranger's endpoint could be replayed there.
        rule: 'CVE-2025-27370, CVE-2025-27371; RFC 8414 §6.2',
      }),
    );
  return findings;
}

function judgeOther(
  document: ReadDocument,
  { name, member, address }: { name: (typeof names)[number]; member: string; address: string },
): Finding[] {
  const details = { label: fields[name].label, address };
  if (!URL.canParse(address)) return [finding('error', 'endpoint/not-a-url', { member, details, rule: httpsRule })];
  if (new URL(address).protocol !== 'https:')
    return [finding('error', 'endpoint/not-https', { member, details, rule: httpsRule })];
  const ground = groundOf(document);
  const elsewhere = ground !== '' && domainOf(address) !== domainOf(ground);
  const findings = judgeRelative(document, member);
  if (elsewhere)
    findings.push(
      finding('info', 'endpoint/elsewhere', {
        member,
        details: { label: fields[name].label, host: new URL(address).host, ground: new URL(ground).host },
        rule: 'RFC 8414 §6.2',
      }),
    );
  return findings;
}

function judgeRelative({ kind, json, retrievedFrom }: ReadDocument, member: string): Finding[] {
  const raw = textOf(json, member);
  if (kind !== 'smart-configuration' || raw === '' || URL.canParse(raw)) return [];
  const rule = 'SMART App Launch 2.2 §Metadata';
  return [finding('warning', 'endpoint/relative', { member, details: { raw, address: retrievedFrom }, rule })];
}

/** Whose ground a document speaks from: its issuer’s, or where it was read. */
function groundOf({ json, retrievedFrom }: ReadDocument): string {
  const issuer = textOf(json, 'issuer');
  if (URL.canParse(issuer)) return issuer;
  return URL.canParse(retrievedFrom) ? retrievedFrom : '';
}

/** What somebody registers; hosts under a shared suffix, such as a cloud’s, count as strangers to each other. */
function domainOf(address: string): string {
  const { hostname } = new URL(address);
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}
