/** @file What the wizard proposes where neither a person nor a document has spoken. Proposals are marked as such, and made anew whenever what they rest on changes. */
import { defaultAuthorizationScript, defaultUserMappingScript } from '../definition/scripts.ts';
import type { ClientProposal, ClientSetting } from './client-proposals.ts';
import { clientProposals } from './client-proposals.ts';
import type { FieldName } from './fields.ts';
import type { FieldValue, Payer } from './payer.ts';
import { partsOf } from './payer.ts';

type Proposal = (payer: Payer) => string;

/** Node and module are not here: the vendor's text and its example name different modules, so a person chooses. */
const proposals: Partial<Record<FieldName, Proposal>> = {
  serverName: ({ ref }) => `${partsOf(ref).slug}-p2p`,
  responseType: () => 'code id_token token',
  ...valuesOf(clientProposals),
  grantTypes: () => 'client_credentials authorization_code refresh_token urn:ietf:params:oauth:grant-type:jwt-bearer',
  supportedScopes: () =>
    'openid profile user/Patient.read user/Coverage.read user/ExplanationOfBenefit.read launch/patient patient/*.read',
  authorizationScript: () => defaultAuthorizationScript,
  userMappingScript: () => defaultUserMappingScript,
};

function valuesOf(given: Readonly<Record<ClientSetting, ClientProposal>>): Record<ClientSetting, Proposal> {
  const entries = Object.entries(given) as [ClientSetting, ClientProposal][];
  const values = entries.map(([name, propose]) => [name, (payer: Payer) => propose(payer).value]);
  return Object.fromEntries(values) as Record<ClientSetting, Proposal>;
}

/** Fills each field that is empty or only proposed; what is held stands. Nothing is proposed before something is known of the payer. */
export function propose(payer: Payer): Payer {
  const fields: Payer['fields'] = { ...payer.fields };
  for (const [name, proposal] of Object.entries(proposals) as [FieldName, Proposal][]) {
    const before: FieldValue | undefined = fields[name];
    if (before !== undefined && !before.from.includes('proposed')) continue;
    if (before !== undefined && payer.held.includes(name) && isPossible(payer, name, before.value)) continue;
    fields[name] = { value: proposal(payer), from: ['proposed'] };
  }
  return { ...payer, fields, held: differing({ ...payer, fields }, payer.held) };
}

/** After a reload: proposals that would become others stand until a person takes the new ones. */
export function holdProposals(payer: Payer): Payer {
  const isProposed = (name: FieldName) => payer.fields[name]?.from.includes('proposed') === true;
  const names = (Object.keys(proposals) as FieldName[]).filter(isProposed);
  return propose({ ...payer, held: differing(payer, names) });
}

/** What would be proposed now; '' for a field of which nothing is. */
export function proposalFor(payer: Payer, name: FieldName): string {
  return proposals[name]?.(payer) ?? '';
}

function differing(payer: Payer, names: readonly FieldName[]): FieldName[] {
  return names.filter((name) => {
    const field = payer.fields[name];
    return field?.from.includes('proposed') === true && field.value !== proposalFor(payer, name);
  });
}

/** A key that came since may not be able to sign as before. */
function isPossible({ keys: [key] }: Payer, name: FieldName, value: string): boolean {
  return name !== 'assertionAlgorithm' || key === undefined || key.algorithms.some((each) => each === value);
}
