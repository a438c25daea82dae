/** @file What only a payer's own past and the other payers can tell. */
import type { FieldName } from '../../payer/fields.ts';
import { fields } from '../../payer/fields.ts';
import { fieldMembers } from '../fields.ts';
import type { FoundFieldName } from '../finding.ts';
import { rulesOf } from './rule.ts';

/** A payer as these rules see it. */
export interface AmongPayers {
  readonly ref: string;
  readonly issuer: string;
  readonly fhirBase: string;
  readonly tokenEndpoint: string;
  readonly others: readonly Omit<AmongPayers, 'others' | 'changed'>[];
  /** Fields whose documents say something else since they were read again. */
  readonly changed: readonly { readonly name: FieldName; readonly kept: string; readonly now: string }[];
}

const rule = rulesOf<AmongPayers>();

/** Who a payer is to its server: its issuer, or where no document names one, its FHIR base. */
function nameOf({ issuer, fhirBase }: Pick<AmongPayers, 'issuer' | 'fhirBase'>): string {
  return issuer || fhirBase;
}

export const payerRules = [
  rule({
    code: 'token-endpoint/of-another-payer',
    severity: 'error',
    gate: 'confirm',
    section: 'RFC 10070, RFC 9700 §4.4',
    says: '{other} has the same token endpoint {address}, and another issuer: {issuer}.',
    hint: 'One of the two documents may be made to catch what is signed for the other payer. Ask both which endpoint is theirs, by another way than these documents. If they truly share it, accept with a reason, and use one key for each.',
    finds: ({ issuer, fhirBase, tokenEndpoint, others }) =>
      tokenEndpoint === ''
        ? []
        : others
            .filter((other) => other.tokenEndpoint === tokenEndpoint && nameOf(other) !== nameOf({ issuer, fhirBase }))
            .map((other) => ({
              member: 'token_endpoint',
              details: { other: other.ref, address: tokenEndpoint, issuer: nameOf(other) || '(none)' },
              compared: {
                expected: `${nameOf({ issuer, fhirBase })} at ${tokenEndpoint}`,
                told: `${other.ref}: ${nameOf(other)}`,
              },
            })),
  }),
  rule({
    code: 'field/changed-since',
    severity: 'warning',
    section: 'OIDC Discovery 1.0 §4.2, RFC 8414 §3.2',
    says: '{label} was {kept}; the documents say {now} since they were read again.',
    hint: 'Nothing was taken over. Ask the Source Payer whether they moved, then take the new value or keep the old one.',
    finds: ({ changed }) =>
      changed.map(({ name, kept, now }) => ({
        member: fieldMembers[name as FoundFieldName] ?? name,
        details: { label: fields[name].label, kept, now: now || '(nothing)' },
        compared: { expected: kept, told: now },
      })),
  }),
];
