/** @file Looks at what was granted: the answer, and the token where it can be read. */
import type { Assertion } from '../../domain/token/assertion.ts';
import type { Granted, Signature } from '../../domain/token/checks.ts';
import { checksOf } from '../../domain/token/checks.ts';
import { isUnsigned } from '../../domain/token/jwt-checks.ts';
import type { Check } from '../../domain/token/report.ts';
import { scopesIn } from '../../domain/token/scopes.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import { wayOf } from '../../domain/token/way.ts';
import type { Secret } from '../../domain/secret.ts';
import type { OpenedToken, TokenAnswer } from '../../ports.ts';
import { keySetOf } from './key-set.ts';
import type { Run } from './run.ts';
import { ending } from './run.ts';

/** An answer with a token in it. */
export interface Grant {
  readonly answer: TokenAnswer;
  readonly token: Secret;
  readonly assertion: Assertion | null;
  readonly clockDifferenceSeconds: number | null;
}

export interface Checked {
  readonly checks: readonly Check[];
  readonly form: 'jwt' | 'opaque';
  readonly signature: Signature | null;
}

export async function checkToken(
  run: Run,
  { answer, token, assertion, clockDifferenceSeconds }: Grant,
): Promise<Checked> {
  const { ports, payer } = run;
  const now = ports.clock.now();
  const opened = await ports.tokenEndpoint.open(token);
  const granted: Granted = {
    answer,
    method: wayOf(payer).method,
    asked: scopesIn(valueOf(payer, 'requestScopes')),
    assertion,
    token: opened,
    signature: await signatureOf(run, token, opened),
    issuer: valueOf(payer, 'issuer'),
    fhirBase: valueOf(payer, 'fhirBaseUrl'),
    now,
    clockDifferenceSeconds,
  };
  return { checks: checksOf(granted), form: opened === null ? 'opaque' : 'jwt', signature: granted.signature };
}

async function signatureOf(run: Run, token: Secret, opened: OpenedToken | null): Promise<Signature | null> {
  if (opened === null || isUnsigned(opened)) return null;
  const { ports, payer } = run;
  const set = await keySetOf(ports, payer, ending(run).signal);
  if (set.is === 'none') return { is: 'no-keys', reason: set.reason };
  return { is: await ports.tokenEndpoint.isSignedBy(token, set.keys) };
}
