/** @file Where a payer stands, step by step. Everything is derived: no step keeps a state of its own. */
import { definitionOf } from '../definition/definition-of.ts';
import { concerns } from '../keys/concerns.ts';
import type { Problem } from '../problem.ts';
import { settingProblems } from '../token/setting-problems.ts';
import { isTestCurrent } from '../token/settings.ts';
import { wayOf } from '../token/way.ts';
import type { FieldName } from './fields.ts';
import { blockingFindings, countOpen } from './findings.ts';
import type { Payer } from './payer.ts';
import { givenSecret } from './given-secret.ts';
import { valueOf } from './payer.ts';

/** A step is done when no problem sits at a field it owns: no step has rules of its own. */
export const steps = [
  { id: 'discover', title: 'Discover', owns: [] },
  {
    id: 'endpoints',
    title: 'Endpoints',
    owns: [
      'issuer',
      'authorizationEndpoint',
      'tokenEndpoint',
      'userInfoEndpoint',
      'jwksEndpoint',
      'introspectionEndpoint',
      'revocationEndpoint',
      'registrationEndpoint',
      'mtlsTokenEndpoint',
      'fhirBaseUrl',
    ],
  },
  {
    id: 'client',
    title: 'Client',
    owns: [
      'clientId',
      'clientAuthenticationMode',
      'authenticationMethod',
      'grantType',
      'basicEncoding',
      'assertionAudience',
      'assertionAudienceText',
      'assertionType',
      'assertionAlgorithm',
      'assertionSeconds',
      'assertionJku',
      'assertionCertificate',
      'assertionClaims',
      'b2bExtension',
      'loopbackRedirect',
    ],
  },
  { id: 'keys', title: 'Keys', owns: [] },
  { id: 'test', title: 'Live test', owns: [] },
  {
    id: 'definition',
    title: 'Definition',
    owns: [
      'nodeId',
      'moduleId',
      'serverName',
      'requestScopes',
      'responseType',
      'organizationId',
      'customTokenParameters',
      'grantTypes',
      'supportedScopes',
      'authorizationScript',
      'userMappingScript',
    ],
  },
  { id: 'deliver', title: 'Deliver', owns: [] },
] as const satisfies readonly { id: string; title: string; owns: readonly FieldName[] }[];

export type StepId = (typeof steps)[number]['id'];

export interface StepState {
  readonly id: StepId;
  readonly title: string;
  readonly state: 'not-started' | 'in-progress' | 'done' | 'needs-attention' | 'out-of-date';
  /** The state in a few words: “1 error, 2 warnings”. */
  readonly says: string;
}

type State = Pick<StepState, 'state' | 'says'>;

const notStarted: State = { state: 'not-started', says: 'Not started' };
const inProgress: State = { state: 'in-progress', says: 'In progress' };
const done: State = { state: 'done', says: 'Done' };

/** `now`: certificates end by themselves. */
export function stepStates(payer: Payer, now: Date): StepState[] {
  const { problems } = definitionOf(payer);
  const states: Record<StepId, State> = {
    discover: discoverState(payer),
    endpoints: fieldsState(payer, 'endpoints', problems),
    client: clientState(payer, problems),
    keys: keysState(payer, now),
    test: testState(payer),
    definition: fieldsState(payer, 'definition', problems),
    deliver: deliverState(payer),
  };
  return steps.map(({ id, title }) => ({ id, title, ...states[id] }));
}

/** The furthest that a payer has come, for the list on Home. */
export function stageOf(payer: Payer, now: Date): string {
  const states = stepStates(payer, now);
  const open = states.find(({ state }) => state !== 'done');
  return open === undefined ? 'Delivered' : open.title;
}

function discoverState(payer: Payer): State {
  const { errors, warnings } = countOpen(payer);
  const waits = errors > 0 || blockingFindings(payer).length > 0;
  if (errors + warnings > 0) return { state: waits ? 'needs-attention' : 'done', says: inWords(errors, warnings) };
  if (payer.documents.length > 0) return done;
  return payer.address === '' ? notStarted : inProgress;
}

function inWords(errors: number, warnings: number): string {
  const count = (n: number, word: string) => (n === 0 ? [] : [`${String(n)} ${word}${n === 1 ? '' : 's'}`]);
  return [...count(errors, 'error'), ...count(warnings, 'warning')].join(', ');
}

function fieldsState(payer: Payer, id: StepId, problems: readonly Problem[]): State {
  const owns: readonly string[] = steps.find((step) => step.id === id)?.owns ?? [];
  const open = problems.filter(({ at }) => owns.includes(at));
  if (open.length === 0) return done;
  const touched = owns.some((name) => {
    const field = payer.fields[name as FieldName];
    return field !== undefined && !field.from.includes('proposed');
  });
  const wrong = open.filter(({ at }) => valueOf(payer, at as FieldName) !== '').length;
  if (wrong > 0) return { state: 'needs-attention', says: inWords(wrong, 0) };
  return touched ? { state: 'in-progress', says: `${String(open.length)} missing` } : notStarted;
}

function clientState(payer: Payer, problems: readonly Problem[]): State {
  const own = fieldsState(payer, 'client', [...problems, ...settingProblems(payer)]);
  const usesSecret = wayOf(payer).usesSecret || valueOf(payer, 'clientAuthenticationMode') === 'CLIENT_SECRET_BASIC';
  if (own.state !== 'done' || !usesSecret) return own;
  const secret = givenSecret(payer);
  if (secret === null)
    return { ...inProgress, says: payer.secretForRun === null ? 'Secret missing' : 'Secret is gone' };
  return secret.keptFor === 'run' ? { ...done, says: 'Secret for this run' } : done;
}

function keysState(payer: Payer, now: Date): State {
  if (payer.keys.length === 0)
    return valueOf(payer, 'clientAuthenticationMode') === 'CLIENT_SECRET_BASIC'
      ? { state: 'done', says: 'Not needed' }
      : notStarted;
  const told = concerns(payer, now);
  const [errors, warnings] = (['error', 'warning'] as const).map(
    (severity) => told.filter((concern) => concern.severity === severity).length,
  ) as [number, number];
  if (errors + warnings === 0) return done;
  return { state: errors > 0 ? 'needs-attention' : 'done', says: inWords(errors, warnings) };
}

function testState(payer: Payer): State {
  if (payer.test === null) return notStarted;
  if (!isTestCurrent(payer)) return { state: 'out-of-date', says: 'Settings changed since' };
  const says = { granted: 'Token granted', refused: 'Token refused', failed: 'No answer', cancelled: 'Cancelled' }[
    payer.test.outcome
  ];
  return { state: payer.test.outcome === 'granted' ? 'done' : 'needs-attention', says };
}

function deliverState(payer: Payer): State {
  if (payer.exported === null) return notStarted;
  return payer.exported.definition === definitionText(payer)
    ? { state: 'done', says: 'Exported' }
    : { state: 'out-of-date', says: 'Changed since export' };
}

/** What an export remembers of the definition, so that a later change is noticed; '' while it is incomplete. */
export function definitionText(payer: Payer): string {
  const { definition } = definitionOf(payer);
  return definition === null ? '' : JSON.stringify(definition);
}
