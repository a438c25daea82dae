/** @file The page of all findings, made from the tables of rules and causes: what the program says is what the page says. */
import { causes } from '#core/domain/discovery/causes.ts';
import { answeringCauses } from '#core/domain/discovery/causes/answering.ts';
import { askingCauses } from '#core/domain/discovery/causes/asking.ts';
import type { Cause } from '#core/domain/discovery/causes/cause.ts';
import { contentCauses } from '#core/domain/discovery/causes/content.ts';
import type { Rule } from '#core/domain/discovery/rules/rule.ts';
import {
  askingRules,
  audienceRules,
  documentRules,
  groundRules,
  payerRules,
  togetherRules,
} from '#core/domain/discovery/rules/table.ts';
import { plain } from './plain.ts';

interface Row {
  readonly code: string;
  readonly severity: string;
  readonly gate: string;
  readonly section: string;
  readonly says: string;
  readonly hint: string;
}

const gates: Readonly<Record<string, string>> = {
  open: '',
  confirm: ' · waits for a confirmation',
  never: ' · cannot be accepted',
};

export function findingsPage(): string {
  const rules: readonly Rule<never>[] = [
    ...documentRules,
    ...togetherRules,
    ...groundRules,
    ...audienceRules,
    ...askingRules,
    ...payerRules,
  ];
  const count = rules.length + Object.keys(causes).length;
  return `# Findings of Discover

<!-- Made by \`npm run docs\` from electron/core/domain/discovery. Do not edit: a test compares. -->

Everything that reading a Source Payer’s documents can tell, ${String(count)} codes in all. A code is a promise and never changes; its words
may improve. \`{…}\` is filled with what was found.

- **error**: the definition would be wrong. **warning**: a person has to look. **info**: worth knowing.
- A cause for which a document could not be had or read is an error when no document was read at all. While another one
  was, it is a warning: one of several places failed.
- *Waits for a confirmation*: nothing is signed, exported or pushed for this payer until a person has accepted the finding
  with a reason. Who, when, why and both values go into the bundle. An acceptance holds for these values only.
- *Cannot be accepted*: it has to be mended. Of a UDAP document with such a finding nothing is used.

${section('The documents', rules.map(ofRule))}
${section('Asking: name, network, proxy, TLS', ofCauses(askingCauses))}
${section('Answering: addresses and statuses', ofCauses(answeringCauses))}
${section('Content: what came is no document', ofCauses(contentCauses))}`;
}

function ofRule({ code, severity, gate, section: given, says, hint }: Rule<never>): Row {
  const sections = typeof given === 'string' ? [given] : [...new Set(Object.values(given))];
  return { code, severity, gate, section: sections.join(', '), says, hint };
}

function ofCauses(table: Readonly<Record<string, Cause>>): Row[] {
  return Object.entries(table).map(([code, cause]) => ({ code, gate: 'open', ...cause }));
}

function section(title: string, rows: readonly Row[]): string {
  return `## ${title}\n\n${rows.map(entry).join('\n')}`;
}

function entry({ code, severity, gate, section: rule, says, hint }: Row): string {
  return `- **\`${code}\`** · ${severity}${gates[gate] ?? ''} · ${rule}  \n  ${plain(says)}  \n  *${plain(hint)}*\n`;
}
