/** @file The README of a bundle: for whoever reviews it, deploys it or takes it back, without this program at hand. */
import { secretVariable } from '../definition/dialects/seed-file.ts';
import { dayOf, expiryOf, renewalDueAt } from '../keys/expiry.ts';
import { valueOf } from '../payer/payer.ts';
import type { BundledPayer } from './contents.ts';

export function bundleReadme(payers: readonly BundledPayer[], statedTime: string): string {
  return [
    '# OIDC server definitions for payer-to-payer exchange',
    '',
    `Stated time: ${statedTime}. Made by Payer Wizard; bundle format 1.`,
    '',
    'Importing these definitions lets this Smile CDR, as Requesting Payer, ask the payers below for tokens.',
    '',
    '| payer | server name | issuer | token endpoint | authentication | node / module |',
    '|---|---|---|---|---|---|',
    ...payers.map(payerRow),
    '',
    ...verifying,
    ...payers.flatMap((bundled) => deploying(bundled, statedTime)),
    '## Undo',
    '',
    'A definition that was created: archive it in the Web Admin Console, or roll the push back. One that was changed: import the bundle of the change before.',
    '',
  ].join('\n');
}

function payerRow({ payer, definition }: BundledPayer): string {
  const { name, issuer, tokenEndpoint, clientAuthenticationMode, nodeId, moduleId } = definition;
  return `| ${[`${cell(payer.name)} (${payer.ref})`, name, issuer, tokenEndpoint, clientAuthenticationMode, `${nodeId} / ${moduleId}`].map(cell).join(' | ')} |`;
}

/** A name that a person typed must not end a cell of the table, nor the table. */
function cell(text: string): string {
  return text.replaceAll(/[|\r\n<>]/g, ' ');
}

const verifying = [
  '## Verify',
  '',
  'Use your own copy of the signer’s public key, got from the signer by another way: the key in this bundle proves nothing by itself.',
  'In the unpacked folder, with KEYID a name in signatures/ and OWN.pem that key:',
  '',
  '```',
  'openssl pkey -pubin -in OWN.pem -outform DER | sha256sum',
  'openssl dgst -sha256 -verify OWN.pem -signature signatures/KEYID.sig signatures/KEYID.json',
  'sha256sum SHA256SUMS',
  'sha256sum --strict -c SHA256SUMS',
  'find . -type f',
  '```',
  '',
  'The first prints KEYID. The second prints “Verified OK”. The third prints the “sha256sums” of signatures/KEYID.json. The fourth says OK for every file.',
  'The fifth lists no file but those of SHA256SUMS, SHA256SUMS itself and signatures/.',
  '',
];

function deploying({ payer, definition }: BundledPayer, statedTime: string): string[] {
  const { ref } = payer;
  const usesKey = definition.clientAuthenticationMode === 'PRIVATE_KEY_JWT';
  return [
    `## Deploy ${ref}`,
    '',
    `One of these ways, for module ${definition.moduleId} on node ${definition.nodeId}:`,
    '',
    `- Push: \`payer-wizard push ${ref} --target TARGET\` shows the plan; with --yes it carries it out. It sends what definition/admin-api.json shows.`,
    `- At start-up: definition/seed-servers.json as the file of seed_servers.file.`,
    `- By hand: the Web Admin Console’s form, from definition/tutorial.json and definition/admin-api.json.`,
    usesKey
      ? `- The private key with kid ${valueOfKey(payer)} is not in this bundle. Attach the keystore that holds it in the console.`
      : `- The client secret is not in this bundle. seed-servers.json reads it from the environment variable ${secretVariable(ref)}.`,
    ...(usesKey ? certificateLines(payer, statedTime) : []),
    ...(valueOf(payer, 'authorizationScript') === ''
      ? []
      : ['- scripts/ holds the scripts’ text as files; admin-api.json carries the same text.']),
    '',
  ];
}

function valueOfKey({ keys }: BundledPayer['payer']): string {
  return keys[0]?.kid ?? '(none)';
}

/** Whoever deploys it later than today has to see when it ends. */
function certificateLines({ keys }: BundledPayer['payer'], statedTime: string): string[] {
  const certificate = keys[0]?.certificate;
  if (!certificate) return [];
  const { is } = expiryOf(certificate, new Date(statedTime));
  const until = dayOf(certificate.notAfter);
  return [
    is === 'ended'
      ? `- **The certificate of that key had ended on ${until} when this was made**: a server that looks at it refuses it.`
      : `- The certificate of that key is valid until ${until}. Its renewal is due on ${dayOf(renewalDueAt(certificate))}${is === 'renewal-due' ? ': **now**' : ''}.`,
  ];
}
