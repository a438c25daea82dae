/**
 * @file What is to be looked after about the keys and certificates of a payer. The window's panel shows it, the command line
 * prints it before it acts. (1) An error is there only where a server that looks at certificates will refuse.
 */
import type { Payer } from '../payer/payer.ts';
import type { ProblemCode, ProblemDetails } from '../problem.ts';
import { sayProblem } from '../problem.ts';
import { concernsOfCertificate, concernsOfRequest } from './certificate-concerns.ts';
import type { KeyRecord } from './key-record.ts';
import { differingPart } from './pair.ts';
import { standingOf } from './rotation.ts';

export interface KeyConcern {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning' | 'info';
  readonly says: string;
  readonly hint: string;
  /** The step at which it is mended. */
  readonly at: 'keys';
  readonly keyId: string;
}

/** Says one concern of a key. */
export type Says = <C extends ProblemCode>(
  severity: KeyConcern['severity'],
  code: C,
  details: ProblemDetails<C>,
) => KeyConcern;

const weights = { error: 0, warning: 1, info: 2 } as const;

/** Worst first. */
export function concerns(payer: Pick<Payer, 'keys' | 'network'>, now: Date): KeyConcern[] {
  return payer.keys
    .flatMap((key) => ofKey(key, { payer, now }))
    .toSorted((one, other) => weights[one.severity] - weights[other.severity]);
}

function ofKey(
  key: KeyRecord,
  { payer: { keys, network }, now }: { payer: Pick<Payer, 'keys' | 'network'>; now: Date },
): KeyConcern[] {
  const says: Says = (severity, code, details) => ({
    code,
    severity,
    ...sayProblem(code, details),
    at: 'keys',
    keyId: key.id,
  });
  const standing = standingOf(keys, key);
  const isInUse = standing === 'current' || network.clientKeyId === key.id;
  return [
    ...ofPair(key, says),
    ...concernsOfCertificate(key, { says, now, isInUse }),
    ...concernsOfRequest(key, says),
    ...ofTheKeyItself(key, says),
    ...(standing === 'next' ? [says('info', 'key/next-waiting', { kid: key.kid })] : []),
  ];
}

function ofPair(key: KeyRecord, says: Says): KeyConcern[] {
  const what = differingPart(key);
  return what === null ? [] : [says('error', 'certificate/other-key', { what, kid: key.kid })];
}

function ofTheKeyItself({ kid, shared, keptFor }: KeyRecord, says: Says): KeyConcern[] {
  return [
    ...(shared === null ? [] : [says('warning', 'key/shared', { kid, reason: shared.reason, by: shared.by })]),
    ...(keptFor === 'elsewhere' ? [says('warning', 'key/elsewhere', { kid })] : []),
    ...(keptFor === 'run' ? [says('warning', 'key/for-this-run-only', { kid })] : []),
  ];
}
