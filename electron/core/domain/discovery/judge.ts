/** @file All rules, applied. The order of findings is that of the rules; severity is what a person sorts by. */
import type { Finding } from './finding.ts';
import type { ReadDocument } from './read-document.ts';
import { apply } from './rules/rule.ts';
import { documentRules, togetherRules } from './rules/table.ts';

/** Never throws, whatever the documents hold. What two documents have wrong alike is said once. */
export function judge(documents: readonly ReadDocument[]): Finding[] {
  return distinct([
    ...apply(togetherRules, documents),
    ...documents.flatMap((document) => apply(documentRules, document)),
  ]);
}

export function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Map(
    findings.toReversed().map((finding) => [JSON.stringify([finding.code, finding.member, finding.says]), finding]),
  );
  return [...seen.values()].toReversed();
}
