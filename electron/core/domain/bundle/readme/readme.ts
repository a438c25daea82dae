/** @file The README of a bundle: for whoever reviews it, deploys it or takes it back, without this program at hand. */
import type { WireMember } from '../../definition/wire-names.ts';
import { codeMarkdown, plainMarkdown } from '../../markdown.ts';
import { partsOf } from '../../payer/payer.ts';
import type { BundledPayer } from '../contents.ts';
import { deployingAll, deployingOne } from './deploying.ts';
import { definitionTable } from './definition-table.ts';
import { membersSet, provenAll, provenOne, testedInShort } from './proven.ts';
import { verifying } from './verifying.ts';

/** What the README says of one payer: kept while the others are made. */
export interface ReadmePart {
  readonly ref: string;
  readonly name: string;
  readonly row: string;
  readonly section: readonly string[];
  readonly set: readonly WireMember[];
}

export function readmePart(bundled: BundledPayer, statedTime: string): ReadmePart {
  const { payer, definition } = bundled;
  const { environment } = partsOf(payer.ref);
  const cells = [
    plainMarkdown(payer.name),
    plainMarkdown(environment),
    codeMarkdown(definition.issuer),
    codeMarkdown(definition.tokenEndpoint),
    definition.clientAuthenticationMode,
    plainMarkdown(`${definition.nodeId} / ${definition.moduleId}`),
    testedInShort(payer),
  ];
  return {
    ref: payer.ref,
    name: payer.name,
    row: `| ${cells.join(' | ')} |`,
    section: [
      `## ${plainMarkdown(payer.name)} (${payer.ref})`,
      '',
      ...definitionTable(definition),
      '',
      '### What was tested, and what is known',
      '',
      ...provenOne(payer),
      '',
      '### To deploy it',
      '',
      ...deployingOne(bundled, statedTime),
      '',
    ],
    set: membersSet(definition),
  };
}

interface Whole {
  readonly statedTime: string;
  /** The difference to a state before, in Markdown; empty where none was given. */
  readonly difference: readonly string[];
}

/** The parts in byte order of their refs. */
export function bundleReadme(parts: readonly ReadmePart[], { statedTime, difference }: Whole): string {
  return [
    '# OIDC server definitions for payer-to-payer exchange',
    '',
    `Stated time: ${statedTime}. Made by Payer Wizard; bundle format 1.`,
    '',
    'With these definitions this Smile CDR, as Requesting Payer, asks the payers below for tokens.',
    '',
    '| payer | environment | issuer | token endpoint | authentication | node / module | live test |',
    '|---|---|---|---|---|---|---|',
    ...parts.map(({ row }) => row),
    '',
    '## What changes',
    '',
    ...(difference.length === 0 ? noDifference : difference),
    '',
    ...verifying,
    ...parts.flatMap(({ section }) => section),
    ...provenAll(new Set(parts.flatMap(({ set }) => set))),
    '',
    ...deployingAll,
    '',
    ...undoing,
    '',
  ].join('\n');
}

const noDifference = [
  'No earlier state was given when this was made, so nothing here tells what is new. With Payer Wizard at hand,',
  '`payer-wizard diff EARLIER THIS` compares two bundles, and `payer-wizard plan THIS --target TARGET` compares this one with a Smile CDR.',
  'By eye: `definition/admin-api.json` of each payer beside what `GET {base}/openid-connect-servers/NODE/MODULE?issuer_url=ISSUER` answers.',
];

const undoing = [
  '## Undo',
  '',
  '- After a push: `payer-wizard rollback PUSH-ID --target TARGET` puts back every field that the Admin API shows, on the machine that pushed. `pushes` of its store has the id.',
  '- A definition that was created by hand or at start-up: archive it in the Web Admin Console. Taking it out of the seed file does not remove it.',
  '- A definition that was changed by hand: enter the values of “What changes” again, or those of the bundle before. Keep that bundle.',
  '- A secret or key that was changed cannot be read back from Smile CDR: the one before has to come from the vault of whoever had it.',
];
