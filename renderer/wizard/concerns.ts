/** @file What the panel at the right lists at a step: findings of the documents, problems of the fields, remarks of the test. */
import type { Diagnosis } from '#core/domain/diagnosis/diagnosis.ts';
import type { KeyConcern } from '#core/domain/keys/concerns.ts';
import { concerns as keyConcerns } from '#core/domain/keys/concerns.ts';
import type { Finding } from '#core/domain/discovery/finding.ts';
import type { Acceptance, Payer } from '#core/domain/payer/payer.ts';
import type { StepId } from '#core/domain/payer/progress.ts';
import { acceptanceOf } from '#core/domain/payer/findings.ts';
import type { Problem } from '#core/domain/problem.ts';
import { settingProblems } from '#core/domain/token/setting-problems.ts';
import { fieldOfMember, placeOf } from './flow.ts';

export interface Concern {
  readonly key: string;
  readonly severity: Finding['severity'];
  readonly says: string;
  readonly hint: string;
  readonly code: string;
  readonly rule: string;
  /** The member of the document that it is about; '' where it is about none. */
  readonly member: string;
  /** Where it is mended: a field, or another place that a problem names; '' where nowhere. */
  readonly at: string;
  readonly accepted: Acceptance | undefined;
  /** Whether a person may let it stand. */
  readonly canAccept: boolean;
  /** The two values that it compares. */
  readonly compared?: Finding['compared'];
}

const weights = { error: 0, warning: 1, info: 2 } as const;

/** Worst first; what a person let stand comes last. */
export function concernsOf(step: StepId, payer: Payer, problems: readonly Problem[]): Concern[] {
  return listed(step, payer, problems).toSorted((a, b) => weightOf(a) - weightOf(b));
}

function listed(step: StepId, payer: Payer, problems: readonly Problem[]): Concern[] {
  // The Documents table tells of what is not published.
  const told = payer.findings.filter(({ code }) => code !== 'discovery/absent');
  const findings = told.map((finding) => ofFinding(finding, payer.accepted));
  if (step === 'discover') return findings;
  if (step === 'test') return remarksOf(payer);
  const ofKeys = keyConcerns(payer, new Date()).map(ofKey);
  if (step === 'deliver')
    return [
      ...problems.map(ofProblem),
      ...findings.filter(({ severity }) => severity === 'error'),
      // Looked at before anything is exported or pushed.
      ...ofKeys.filter(({ severity }) => severity !== 'info'),
    ];

  const settings = settingProblems(payer);
  const here = [...[...problems, ...settings].map(ofProblem), ...findings].filter(
    ({ at }) => placeOf(at)?.step === step,
  );
  // Each names its key, whose box stands in the same step: there is nowhere else to go to.
  return step === 'keys' ? [...here, ...ofKeys.map((concern) => ({ ...concern, at: '' }))] : here;
}

/** The diagnosis that stands in the place of findings; null at other steps, and where there is nothing to diagnose. */
export function diagnosisAt(step: StepId, payer: Payer): Diagnosis | null {
  return step === 'test' ? (payer.test?.diagnosis ?? null) : null;
}

function remarksOf({ test }: Payer): Concern[] {
  const remarks = test?.remarks ?? [];
  // Of what went wrong the diagnosis says more.
  const told = test?.diagnosis ? remarks.filter(({ severity }) => severity !== 'error') : remarks;
  return told.map((remark) => ofFinding({ ...remark, member: '', rule: '', gate: 'never' }, []));
}

function ofKey(concern: KeyConcern): Concern {
  const key = `${concern.keyId} ${concern.code} ${concern.says}`;
  return { ...concern, key, rule: '', member: '', accepted: undefined, canAccept: false };
}

function weightOf({ severity, accepted }: Concern): number {
  return weights[severity] + (accepted === undefined ? 0 : 3);
}

function ofFinding(finding: Finding, accepted: readonly Acceptance[]): Concern {
  const { code, member, gate, says } = finding;
  return {
    ...finding,
    key: `${code} ${member} ${says}`,
    at: fieldOfMember(member) ?? '',
    accepted: acceptanceOf(accepted, finding),
    canAccept: finding.severity !== 'info' && gate !== 'never',
  };
}

function ofProblem({ at, code, says, hint }: Problem): Concern {
  return {
    key: `${at} ${code}`,
    severity: 'error',
    says,
    hint,
    code,
    rule: '',
    member: '',
    at,
    accepted: undefined,
    canAccept: false,
  };
}

const severityWords = { error: 'Error', warning: 'Warning', info: 'Info' } as const;

export function severityWord(severity: Finding['severity']): string {
  return severityWords[severity];
}

/** For a change ticket or an e-mail. */
export function asText(concerns: readonly Concern[]): string {
  return concerns
    .map(({ severity, says, hint, code, rule, accepted }) =>
      [
        `${severityWord(severity)}: ${says}`,
        `  ${hint}`,
        `  ${[code, rule].filter((word) => word !== '').join(', ')}`,
        ...(accepted ? [`  Accepted: ${accepted.reason}`] : []),
      ].join('\n'),
    )
    .join('\n\n');
}
