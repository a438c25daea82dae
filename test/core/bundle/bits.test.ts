/** @file Every single bit of a small bundle, changed one at a time: each change ends in a verdict other than valid. */
import { expect, test } from 'vitest';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { digests } from '#node/digests.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { exportedWhole } from '../support/whole-bundle.ts';

const needed = {
  issuer: 'https://a.example',
  tokenEndpoint: 'https://a.example/t',
  clientId: 'us',
  clientAuthenticationMode: 'CLIENT_SECRET_BASIC',
  requestScopes: 'openid',
  serverName: 'a',
  nodeId: 'Master',
  moduleId: 'm',
};

const MOST_BYTES = 20_000;

test('every bit counts', { timeout: 300_000 }, async () => {
  const ports = memoryPorts();
  const ref = 'northlake@test';
  const now = '2027-01-01T12:00:00.000Z';
  // No more than a definition needs: so it is small enough to be changed everywhere.
  const fields = Object.fromEntries(Object.entries(needed).map(([name, value]) => [name, { value, from: ['typed'] }]));
  await ports.store.savePayer({ ...newPayer({ ref, name: 'Northlake', now }), fields: fields });
  await keepSecret(ports, ref, new Secret('of a small bundle'));
  const { bytes, keyId } = await exportedWhole(ports, { refs: [ref], statedTime: now, signer: 'ana', comment: '' });
  expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES);

  const trust: TrustedSigner[] = [{ keyId, name: 'Ana', roles: ['author'], revokedAt: null }];
  const verdictOf = () => verifyBundle({ digests }, { source: { is: 'archive', bytes }, trust, require: [] }).verdict;
  expect(verdictOf()).toBe('valid');
  const wrong: string[] = [];
  let tried = 0;
  for (let at = 0; at < bytes.length; at += 1)
    for (let bit = 0; bit < 8; bit += 1) {
      const before = bytes[at] ?? 0;
      bytes[at] = before ^ (1 << bit);
      if (verdictOf() === 'valid') wrong.push(`${String(at)}.${String(bit)}`);
      bytes[at] = before;
      tried += 1;
    }
  expect([wrong, tried, verdictOf()]).toEqual([[], bytes.length * 8, 'valid']);
});
