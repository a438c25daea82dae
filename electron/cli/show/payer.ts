import { definitionOf } from '#core/domain/definition/definition-of.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import { fields } from '#core/domain/payer/fields.ts';
import { openFindings } from '#core/domain/payer/findings.ts';
import type { FieldValue, Payer } from '#core/domain/payer/payer.ts';
import { reasonFor } from '#core/domain/payer/proposal-reasons.ts';
import { stepStates } from '#core/domain/payer/progress.ts';
import { settingProblems } from '#core/domain/token/setting-problems.ts';
import { findingLines } from './findings.ts';
import { concernLines, keyLines } from './keys.ts';

/** A payer for a person: its steps, its fields with their sources, what is missing, and the open findings. */
export function payerLines(payer: Payer, now: Date): string[] {
  const entries = Object.entries(payer.fields) as [FieldName, FieldValue][];
  return [
    `${payer.ref}\t${payer.name}`,
    ...stepStates(payer, now).map(({ title, says }) => `  ${title}: ${says}`),
    ...entries.map(([name, { value, from }]) => `${name}\t${oneLine(value)}\t(${sourceWords(payer, name, from)})`),
    `client secret\t${secretWords(payer)}`,
    ...keyLines(payer, now).map((line) => `key\t${line}`),
    ...[...definitionOf(payer).problems, ...settingProblems(payer)].map(
      ({ at, says, code }) => `missing or wrong: ${labelOf(at)}: ${says} [${code}]`,
    ),
    ...concernLines(payer, now),
    ...findingLines(openFindings(payer)),
  ];
}

/** Where a value came from; of a proposal, why it is this one too. */
function sourceWords(payer: Payer, name: FieldName, from: FieldValue['from']): string {
  const reason = reasonFor(payer, name);
  return reason === '' ? from.join(', ') : `${from.join(', ')}: ${reason}`;
}

/** One of a run lies in the memory of the window’s program, if that still runs. */
function secretWords({ secretSince, secretForRun }: Payer): string {
  const sealed = secretSince === null ? 'none in the vault' : `in the vault since ${secretSince}`;
  if (secretForRun === null) return secretSince === null ? 'none' : sealed;
  return `${sealed}; one was given in the window for one run only, at ${secretForRun.at}`;
}

function labelOf(at: string): string {
  return Object.hasOwn(fields, at) ? fields[at as FieldName].label : at;
}

/** Scripts have many lines; `payer show --json` has them whole. */
function oneLine(value: string): string {
  const [first = '', ...rest] = value.split('\n');
  return rest.length === 0 ? first : `${first} … (${String(rest.length + 1)} lines)`;
}
