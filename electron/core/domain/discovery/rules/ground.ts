/**
 * @file [Note: Audience injection] Whose ground the endpoints are on. A hostile document names a victim's token endpoint
 * as its own; a client that signs for it hands the attacker a proof that the victim takes (interop-specs §2.6,
 * CVE-2025-27370). So an endpoint on another registered domain than the issuer's or the FHIR base's waits for a person,
 * whoever wrote it there: a document, an import or a hand. Judged are the values that would be used.
 */
import { getDomain } from 'tldts';
import type { FieldName } from '../../payer/fields.ts';
import { fields } from '../../payer/fields.ts';
import { endpointNames, fieldMembers } from '../fields.ts';
import type { FoundFieldName } from '../finding.ts';
import type { Found } from './rule.ts';
import { tenantPaths, tenantSuffixes } from './tenants.ts';
import { rulesOf } from './rule.ts';

/** Texts of the fields that are judged together; '' or absent: not known. */
export type Ground = Readonly<Partial<Record<FieldName, string>>>;

const rule = rulesOf<Ground>();
const section = 'RFC 10070, RFC 9700 §4.4, RFC 8414 §6.2';

/** What credentials are sent to: each is a question of its own. */
const credentialed: readonly FieldName[] = ['tokenEndpoint', 'mtlsTokenEndpoint'];

export const groundRules = [
  rule({
    code: 'endpoint/no-ground',
    severity: 'warning',
    gate: 'confirm',
    section,
    says: 'Nothing tells whose Token Endpoint {address} is: neither the issuer nor the FHIR base is known.',
    hint: 'Tell the address that the document came from, or type the Issuer or the FHIR Base URL in Endpoints. Nothing is signed before.',
    finds: ({ tokenEndpoint = '', issuer = '', fhirBaseUrl = '' }) =>
      URL.canParse(tokenEndpoint) && !URL.canParse(issuer) && !URL.canParse(fhirBaseUrl)
        ? [
            {
              member: 'token_endpoint',
              details: { address: tokenEndpoint },
              compared: { expected: '', told: tokenEndpoint },
            },
          ]
        : [],
  }),
  rule({
    code: 'endpoint/other-domain',
    severity: 'warning',
    gate: 'confirm',
    section,
    says: '{label} is on {host}, but {whose} is on {ground}: another registered domain.',
    hint: 'Clouds do this rightly, attackers too. Compare the host with what the Source Payer told you by another way, then accept with a reason. Nothing is signed before.',
    finds: (ground) => strangers(ground, credentialed),
  }),
  rule({
    code: 'endpoint/elsewhere',
    severity: 'warning',
    gate: 'confirm',
    section,
    says: '{label} on {host}, but {whose} is on {ground}: another registered domain.',
    hint: 'Clouds do this rightly, attackers too. Compare the host with what the Source Payer told you by another way, then accept with a reason, or clear what you do not need.',
    finds: (ground) =>
      byHost(
        strangers(
          ground,
          endpointNames.filter((name) => !credentialed.includes(name)),
        ),
      ),
  }),
];

type Stranger = Found<{ label: string; host: string; whose: string; ground: string }>;

function strangers(ground: Ground, names: readonly FieldName[]): Stranger[] {
  return names.flatMap((name) => {
    const address = ground[name] ?? '';
    if (!URL.canParse(address)) return [];
    const offended = (['issuer', 'fhirBaseUrl'] as const).find((own) => {
      const text = ground[own] ?? '';
      return URL.canParse(text) && areStrangers(address, text);
    });
    if (offended === undefined) return [];
    const { host } = new URL(address);
    const expected = ground[offended] ?? '';
    const details = {
      label: fields[name].label,
      host,
      whose: `the ${fields[offended].label}`,
      ground: new URL(expected).host,
    };
    const member = fieldMembers[name as FoundFieldName] ?? name;
    return [
      {
        member,
        details,
        compared: { expected, told: credentialed.includes(name) ? address : new URL(address).origin },
      },
    ];
  });
}

/** Endpoints of one host are one question. */
function byHost(found: readonly Stranger[]): Stranger[] {
  const hosts = [...new Set(found.map(({ details }) => details.host))];
  return hosts.map((host) => {
    const [first, ...others] = found.filter(({ details }) => details.host === host) as [Stranger, ...Stranger[]];
    const labels = [first, ...others].map(({ details }) => details.label);
    const label = `${inWords(labels)} ${labels.length === 1 ? 'is' : 'are'}`;
    return { ...first, details: { ...first.details, label } };
  });
}

function inWords(labels: readonly string[]): string {
  return labels.length < 2 ? labels.join('') : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1) ?? ''}`;
}

/** What somebody registers; hosts under a shared suffix, such as a cloud’s, count as strangers to each other. */
export function areStrangers(address: string, own: string): boolean {
  const [one, other] = [new URL(address), new URL(own)];
  // The usual case, for which no list of suffixes has to be asked.
  if (one.hostname === other.hostname && !tenantPaths.has(one.hostname)) return false;
  return groundOf(one) !== groundOf(other);
}

function groundOf({ hostname: spelt, pathname }: URL): string {
  const hostname = spelt.replace(/\.+$/, '');
  if (tenantPaths.has(hostname)) return `${hostname}/${pathname.split('/')[1] ?? ''}`;
  if (tenantSuffixes.some((suffix) => hostname.endsWith(`.${suffix}`))) return hostname;
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}
