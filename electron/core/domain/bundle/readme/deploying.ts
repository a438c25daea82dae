/** @file How a definition gets into a Smile CDR: which file where, and what has to come by another way (smile-cdr §2.2, §7.1). */
import { secretVariable } from '../../definition/dialects/seed-file.ts';
import { dayOf, expiryOf, renewalDueAt } from '../../keys/expiry.ts';
import { codeMarkdown, plainMarkdown } from '../../markdown.ts';
import type { BundledPayer } from '../contents.ts';

export const deployingAll = [
  '## Deploy',
  '',
  'One way for each payer; its section above says for which node and module, and what is not in this bundle.',
  '',
  '| way | file | where |',
  '|---|---|---|',
  '| Push | this bundle | `payer-wizard push` with the payer shows the plan; with `--yes` it sends what `definition/admin-api.json` shows, and reads it back. |',
  '| Admin API | `definition/admin-api.json` | New: `POST {base}/openid-connect-servers/NODE/MODULE`. Present: `GET` it by its issuer, put these members over what came, keep the rest, add the secret, and `PUT {base}/openid-connect-servers/NODE/MODULE/PID`. |',
  '| At start-up | `definition/seed-servers.json` | In `classes/config_seeding/` of the Smile CDR host, with the property `module.MODULE.config.seed_servers.file=classpath:/config_seeding/seed-servers.json`. Several payers: their `servers` in one list. For SMART Inbound and SMART Outbound Security modules. Whether a changed file changes a definition that is there is not documented. |',
  '| By hand | `definition/tutorial.json`, `scripts/` | The form “OpenID Connect Servers” of the Web Admin Console; the scripts’ text is pasted. |',
  '',
  '`definition/definition.json` is the whole definition in one canonical line: its SHA-256 stands in `manifest.json`. `registration/` is what the Source Payer was given or is to be given; it is not deployed.',
];

export function deployingOne({ payer, definition }: BundledPayer, statedTime: string): string[] {
  const usesKey = definition.clientAuthenticationMode === 'PRIVATE_KEY_JWT';
  return [
    `- For module ${codeMarkdown(definition.moduleId)} on node ${codeMarkdown(definition.nodeId)}, as server ${codeMarkdown(definition.name)}.`,
    ...(usesKey ? keyLines(payer, statedTime) : secretLines(payer)),
    ...(definition.authorizationScript === '' && definition.userMappingScript === ''
      ? []
      : ['- The files in `scripts/` hold the same text as the script members of `definition/admin-api.json`.']),
  ];
}

function secretLines({ ref }: BundledPayer['payer']): string[] {
  return [
    `- By another way: the client secret. A push asks for it; \`seed-servers.json\` reads it from the environment variable ${codeMarkdown(secretVariable(ref))} of the Smile CDR process; \`admin-api.json\` lacks it.`,
  ];
}

function keyLines({ keys }: BundledPayer['payer'], statedTime: string): string[] {
  const [key] = keys;
  return [
    `- By another way: the private key with kid ${codeMarkdown(key?.kid ?? '')}. It goes from its owner to the operator encrypted (\`payer-wizard key export --to CERTIFICATE\`), into a keystore of Smile CDR: \`keys/keystore.json\` names it, the file that it may read on the host, and its kids in their order. The keystore is attached to the definition in the console, but where its wire name is known of that Smile CDR: none is documented.`,
    ...certificateLines(key, statedTime),
  ];
}

/** Whoever deploys it later than today has to see when it ends. */
function certificateLines(key: BundledPayer['payer']['keys'][number] | undefined, statedTime: string): string[] {
  const certificate = key?.certificate ?? null;
  if (certificate === null) return [];
  const { is } = expiryOf(certificate, new Date(statedTime));
  const until = dayOf(certificate.notAfter);
  return [
    is === 'ended'
      ? `- **The certificate of that key had ended on ${until} when this was made**: a server that looks at it refuses it.`
      : `- The certificate of that key (${plainMarkdown(certificate.subject)}) is valid until ${until}. Its renewal is due on ${dayOf(renewalDueAt(certificate))}${is === 'renewal-due' ? ': **now**' : ''}.`,
  ];
}
