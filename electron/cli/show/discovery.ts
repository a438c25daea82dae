import type { Discovery } from '#core/domain/discovery/finding.ts';
import type { ChangedField } from '#core/domain/payer/edit.ts';
import { findingLines } from './findings.ts';

type Shown = Omit<Discovery, 'ok'> & { readonly changed?: readonly ChangedField[] };

/** A discovery for a person: what was understood, the documents, the fields with their sources, the findings. */
export function discoveryLines({ understoodAs, documents, asked, fields, findings, changed = [] }: Shown): string[] {
  return [
    understoodAs === '' ? 'not understood' : `understood as ${understoodAs}`,
    ...asked.map(
      ({ kind, address, outcome, milliseconds }) => `${outcome}\t${kind}\t${address}\t${String(milliseconds)} ms`,
    ),
    ...(asked.length > 0
      ? []
      : documents.map(
          ({ kind, retrievedFrom, sha256 }) => `read\t${kind}\t${retrievedFrom || '(address not told)'}\t${sha256}`,
        )),
    ...Object.entries(fields).map(
      ([name, { value, from }]) => `${name}\t${[value].flat().join(' ')}\t(${from.join(', ')})`,
    ),
    ...changed.map(({ name, kept, now }) => `changed\t${name}\t${kept}\t→ ${now || '(nothing)'}`),
    // The rows above tell of what is not published.
    ...findingLines(findings.filter(({ code }) => code !== 'discovery/absent')),
  ];
}
