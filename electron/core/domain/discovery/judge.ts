/** @file All rules, applied. The order of findings is that of the rules; severity is what a person sorts by. */
import type { Finding } from './finding.ts';
import type { ReadDocument } from './read-document.ts';
import { judgeClient } from './rules/client.ts';
import { judgeEndpoints } from './rules/endpoints.ts';
import { judgeIssuer } from './rules/issuer.ts';
import { judgeKeys } from './rules/keys.ts';
import { judgeMembers } from './rules/members.ts';
import { judgeTogether } from './rules/together.ts';

/** Never throws, whatever the documents hold. What two documents have wrong alike is said once. */
export function judge(documents: readonly ReadDocument[]): Finding[] {
  const ofEach = documents.flatMap((document) => [
    ...judgeIssuer(document),
    ...judgeEndpoints(document),
    ...judgeMembers(document),
    ...judgeClient(document),
    ...judgeKeys(document),
  ]);
  return distinct([...judgeTogether(documents), ...ofEach]);
}

function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Map(
    findings.map((finding) => [JSON.stringify([finding.code, finding.member, finding.says]), finding]),
  );
  return [...seen.values()];
}
