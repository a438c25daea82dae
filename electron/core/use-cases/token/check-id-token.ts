import { explain } from '../../domain/catalogue.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Check } from '../../domain/token/report.ts';
import type { OpenedToken, Ports, TokenAnswer } from '../../ports.ts';
import { keySetOf } from './key-set.ts';

type Needs = Pick<Ports, 'web' | 'store' | 'tokenEndpoint' | 'clock'>;

/** Whether the ID Token is the payer’s, and made for this sign-in: OpenID Connect Core §3.1.3.7. */
export async function checkIdToken(
  ports: Needs,
  payer: Payer,
  { token, nonce }: { token: TokenAnswer; nonce: string },
): Promise<Check[]> {
  const { idToken = null } = token;
  if (idToken === null) return [{ code: 'sign-in/no-id-token', is: 'warning', ...explain('sign-in/no-id-token', {}) }];
  const opened = await ports.tokenEndpoint.open(idToken);
  const wrong = opened === null ? 'it is no signed JWT' : claimsFlaw(payer, opened, { nonce, now: ports.clock.now() });
  const reason = wrong ?? (await signatureFlaw(ports, payer, idToken));
  return reason === null
    ? [{ code: 'sign-in/id-token-good', is: 'good', ...explain('sign-in/id-token-good', {}) }]
    : [{ code: 'sign-in/id-token-bad', is: 'error', ...explain('sign-in/id-token-bad', { reason }) }];
}

/** Beyond this two clocks do not differ by chance. */
const TOLERATED_SECONDS = 60;

function claimsFlaw(
  payer: Payer,
  { issuer, audience, expiresAt, nonce = '' }: OpenedToken,
  expected: { nonce: string; now: Date },
): string | null {
  if (issuer !== valueOf(payer, 'issuer')) return `its issuer is ${issuer || 'missing'}`;
  if (!audience.includes(valueOf(payer, 'clientId'))) return 'it is for another client';
  if (expiresAt === null || expiresAt + TOLERATED_SECONDS < expected.now.getTime() / 1000) return 'it has expired';
  return nonce === expected.nonce ? null : 'its nonce is not the one of this sign-in';
}

async function signatureFlaw(
  ports: Needs,
  payer: Payer,
  idToken: NonNullable<TokenAnswer['idToken']>,
): Promise<string | null> {
  const set = await keySetOf(ports, payer);
  if (set.is === 'none') return `its signature cannot be checked: ${set.reason.replace(/\.$/, '')}`;
  switch (await ports.tokenEndpoint.isSignedBy(idToken, set.keys)) {
    case 'good':
      return null;
    case 'bad':
      return 'its signature does not fit the payer’s keys';
    case 'no-key':
      return 'the payer’s key set has no key for it';
  }
}
