/** @file What was tried before this was signed, what a person let stand, and what nothing here proves. */
import type { ServerDefinition } from '../../definition/server-definition.ts';
import { confidences, wireMembers, wireNames } from '../../definition/wire-names.ts';
import type { Confidence, WireMember } from '../../definition/wire-names.ts';
import { dayOf } from '../../keys/expiry.ts';
import { codeMarkdown, plainMarkdown } from '../../markdown.ts';
import { acceptanceOf, openFindings } from '../../payer/findings.ts';
import type { Payer } from '../../payer/payer.ts';
import { sameAsTested } from '../../token/settings.ts';

type Tested = NonNullable<Payer['test']>;

const inShort: Readonly<Record<Tested['outcome'], string>> = {
  granted: 'token granted',
  refused: '**token refused**',
  failed: '**no answer**',
  cancelled: 'broken off',
};

/** For a cell of the table. */
export function testedInShort(payer: Payer): string {
  const { test } = payer;
  if (test === null) return '**never run**';
  return `${inShort[test.outcome]} ${dayOf(test.at)}${sameAsTested(payer) ? '' : ', **settings changed since**'}`;
}

export function provenOne(payer: Payer): string[] {
  return [
    ...testLines(payer),
    ...probeLines(payer),
    ...signInLines(payer),
    ...documentLines(payer),
    ...findingLines(payer),
  ];
}

/** True of every bundle, but for the wire names: those of the members that are set in any of its definitions. */
export const provenAll = (set: ReadonlySet<WireMember>): string[] => [
  '## What is not proven',
  '',
  '- A live test is made by the author’s computer with an assertion of Payer Wizard’s own. That Smile CDR, from its host, with its own assertion, gets a token too, only a request from there proves.',
  '- Nothing here proves that the Source Payer answers `$member-match`, `$export` or any other request for a member’s data.',
  '- The scripts were looked at for known mistakes, and were not run in a Smile CDR.',
  '- A discovery document proves what the Source Payer published on the day it was read, not what it does today.',
  '- A signature proves who stands for these bytes, and not that they are right.',
  ...wireNameLines(set),
];

function testLines(payer: Payer): string[] {
  const { test } = payer;
  if (test === null) return ['- **No token was ever asked for with these settings.**'];
  const at = `${test.at} at ${codeMarkdown(test.endpoint)}`;
  const changed = sameAsTested(payer)
    ? ''
    : ' **Settings were changed after that test**: `evidence/token-test.json` has those that were tried.';
  return [`- Live test: ${testWords(test)} on ${at}.${changed}`, ...nextCallLine(test), ...checkLines(test)];
}

function testWords({ outcome, granted, refusal }: Tested): string {
  if (outcome === 'granted') {
    const missing = granted?.missingScopes ?? [];
    return `a token was granted${missing.length === 0 ? ', with every scope that was asked for' : `, **without the scopes** ${codeMarkdown(missing.join(' '))}`}`;
  }
  if (outcome === 'refused') return `**the token was refused** (${codeMarkdown(refusal?.error ?? 'no code')})`;
  return outcome === 'failed' ? '**no answer came**' : 'the test was broken off';
}

function nextCallLine({ nextCall }: Tested): string[] {
  return nextCall === null
    ? ['- The token was not tried at the FHIR server.']
    : [`- With the token, ${codeMarkdown(nextCall.address)}: ${plainMarkdown(nextCall.says)}`];
}

function checkLines({ checks }: Tested): string[] {
  return checks
    .filter(({ is }) => is === 'error' || is === 'warning')
    .map(
      ({ code, is, says }) =>
        `- ${is === 'error' ? '**Failed check**' : 'Check'} ${codeMarkdown(code)}: ${plainMarkdown(says)}`,
    );
}

function probeLines({ probes }: Payer): string[] {
  if (probes === null) return [];
  const taken = probes.results.filter(({ is }) => is === 'taken').map(({ name }) => name);
  const sent = probes.results.filter(({ is }) => is !== 'not-run').length;
  return [
    `- Of ${String(sent)} wrong requests on ${probes.at}, the Source Payer gave a token for ${taken.length === 0 ? 'none' : `**${taken.join(', ')}**`}.`,
  ];
}

function signInLines({ signIn }: Payer): string[] {
  return signIn === null ? [] : [`- Sign-in with a browser on ${signIn.at}: ${plainMarkdown(signIn.says)}`];
}

function documentLines({ documents }: Payer): string[] {
  return documents.map(
    ({ kind, retrievedFrom, retrievedAt, sha256 }) =>
      `- Read: ${kind} ${retrievedFrom === '' ? 'from a file' : `from ${codeMarkdown(retrievedFrom)}`} on ${retrievedAt}, SHA-256 ${codeMarkdown(sha256.slice(0, 16))}….`,
  );
}

function findingLines(payer: Payer): string[] {
  const open = openFindings(payer).filter(({ severity }) => severity !== 'info');
  const accepted = payer.findings.flatMap((finding) => {
    const one = acceptanceOf(payer.accepted, finding);
    return one === undefined ? [] : [{ finding, one }];
  });
  return [
    ...open.map(
      ({ code, severity, says }) =>
        `- ${severity === 'error' ? '**Open error**' : 'Open warning'} ${codeMarkdown(code)}: ${plainMarkdown(says)}`,
    ),
    ...accepted.map(
      ({ finding, one }) =>
        `- Let stand by ${plainMarkdown(one.by)} on ${dayOf(one.at)}: ${codeMarkdown(finding.code)} ${plainMarkdown(finding.says)} Reason given: ${plainMarkdown(one.reason)}`,
    ),
  ];
}

const unsure: Readonly<Record<Exclude<Confidence, 'documented'>, string>> = {
  'seen-in-public-code': 'seen in public code that runs against a Smile CDR',
  inferred: 'inferred from labels',
  'tutorial-only': 'from the vendor’s tutorial only',
};

/** See [Note: How sure we are]: a member that this version calls otherwise would be dropped in silence. */
function wireNameLines(set: ReadonlySet<WireMember>): string[] {
  return confidences
    .filter((confidence) => confidence !== 'documented')
    .flatMap((confidence) => {
      const members = wireMembers.filter((member) => set.has(member) && wireNames[member].confidence === confidence);
      const keys = members.map((member) => wireNames[member].key);
      return keys.length === 0
        ? []
        : [
            `- Names in \`admin-api.json\` that are ${unsure[confidence]}: ${codeMarkdown(keys.join(', '))}. A push reads back, and reports each that this Smile CDR did not keep.`,
          ];
    });
}

export function membersSet(definition: ServerDefinition): WireMember[] {
  return wireMembers.filter((member) => definition[member] !== '');
}
