/** @file A run that keeps nothing: no permanent note is written of what goes with it. */
import { describe, expect, test } from 'vitest';
import { givenSecret } from '#core/domain/payer/given-secret.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import { stepStates } from '#core/domain/payer/progress.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Ports } from '#core/ports.ts';
import { clientSecretItem, forgetSecret, keepSecret, readWithSecretAsItIs } from '#core/use-cases/client-secret.ts';
import { exportPayers } from '#core/use-cases/export-payers.ts';
import { identity, identityItem, replaceIdentity } from '#core/use-cases/identity.ts';
import { planPayers } from '#core/use-cases/push/plan-push.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import { pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { rollbackPush } from '#core/use-cases/push/rollback-push.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';
import { memoryAdminApi } from '../memory-admin-api.ts';
import { memoryPorts } from '../memory-ports.ts';
import { samplePayer } from './support/sample-payer.ts';

const ref = 'northlake@test';
const name = 'ana';
const forRun = (ports: Ports): Ports => ({
  ...ports,
  vault: { ...ports.vault, keptFor: async () => Promise.resolve('run') },
});
/** The same store at the next start: what memory held is gone. */
const nextRun = (ports: Ports): Ports => ({ ...ports, vault: memoryVault(ports.clock, 'good') });

describe('the change-control key', () => {
  test('is not made by a run that would take it along', async () => {
    const ports = forRun(memoryPorts());
    await expect(identity(ports, { name })).rejects.toMatchObject({ code: 'vault/not-in-this-run' });
    await expect(replaceIdentity(ports, { name })).rejects.toMatchObject({ code: 'vault/not-in-this-run' });
    expect([await ports.store.identity(), await ports.store.trustedSigners(), await ports.vault.items()]).toEqual([
      null,
      [],
      [],
    ]);
  });

  test('that the vault does not hold is told, and can be replaced: what it signed stays believed', async () => {
    const before = memoryPorts();
    const lost = await identity(before, { name });
    const ports = nextRun(before);
    const payer = await samplePayer(ports);
    const wish = { refs: [payer.ref], statedTime: '2027-01-01T12:00:00.000Z', signer: name, comment: '' };
    await expect(exportPayers(ports, wish)).rejects.toMatchObject({ code: 'identity/key-gone' });
    const own = await replaceIdentity(ports, { name });
    expect([
      (await exportPayers(ports, wish)).keyId,
      (await ports.store.trustedSigners()).map(({ keyId }) => keyId),
    ]).toEqual([own.keyId, [lost.keyId, own.keyId]]);
  });

  test('that is replaced is erased from the vault, after the new one is noted', async () => {
    const ports = memoryPorts();
    const { key } = await identity(ports, { name });
    const own = await replaceIdentity(ports, { name });
    expect([await ports.vault.holds(identityItem(key.id)), await ports.store.identity()]).toEqual([false, own]);
  });
});

describe('a client secret', () => {
  async function scene() {
    const ports = memoryPorts();
    const made = await createPayer(ports, { ref, name: '' });
    const fields = { clientId: 'us', clientAuthenticationMode: 'CLIENT_SECRET_BASIC', assertionAlgorithm: '' } as const;
    await ports.store.savePayer(changePayer(made, { fields }));
    return ports;
  }
  const clientStep = async (ports: Ports) =>
    stepStates(await ports.store.payer(ref), ports.clock.now()).find(({ id }) => id === 'client')?.says;

  test('that was given for this run is noted as that, and as gone after it', async () => {
    const ports = await scene();
    const during = await keepSecret(forRun(ports), ref, new Secret('of this run'));
    const says = await clientStep(ports);
    expect([during.secretSince, givenSecret(during), says]).toMatchObject([
      null,
      { keptFor: 'run' },
      'Secret for this run',
    ]);
    expect(await readWithSecretAsItIs(ports, ref)).toEqual(during);

    const after = await readWithSecretAsItIs(nextRun(ports), ref);
    expect([givenSecret(after), after.secretForRun?.isGone, await clientStep(ports)]).toEqual([
      null,
      true,
      'Secret is gone',
    ]);
    expect(await keepSecret(nextRun(ports), ref, new Secret('sealed'))).toMatchObject({ secretForRun: null });
  });

  test('that is sealed counts again after a run with another one', async () => {
    const ports = await scene();
    const sealed = await keepSecret(ports, ref, new Secret('sealed'));
    await keepSecret(forRun(ports), ref, new Secret('of this run'));
    // Files hold the sealed one, whatever memory held.
    const next: Ports = { ...ports, vault: { ...ports.vault, isForRun: async () => Promise.resolve(false) } };
    const after = await readWithSecretAsItIs(next, ref);
    expect(givenSecret(after)).toEqual({ since: sealed.secretSince, keptFor: 'good' });
    expect(await forgetSecret(ports, ref)).toMatchObject({ secretSince: null, secretForRun: null });
  });

  test.each(['that is not there', 'that cannot be saved'])(
    'is not left behind in the vault by a payer %s',
    async (what) => {
      const ports = what === 'that is not there' ? memoryPorts() : await scene();
      const savePayer = async () => Promise.reject(new Error('no disk'));
      const spoilt: Ports = { ...ports, store: { ...ports.store, savePayer } };
      await expect(keepSecret(spoilt, ref, new Secret('x'))).rejects.toThrow();
      expect(await ports.vault.holds(clientSecretItem(ref))).toBe(false);
    },
  );
});

test('neither a push nor a roll back is begun where the state before would go with the run', async () => {
  const adminApi = memoryAdminApi();
  const ports = memoryPorts({ adminApi });
  const draft = { name: 'cdr', baseUrl: 'https://cdr.example/', username: 'ana', production: false, authorities: [] };
  await addTarget(ports, draft, new Secret('not a real password'));
  const payers = [await samplePayer(ports)];
  const plan = await planPayers(ports, { payers, target: 'cdr' });
  const wish = { plan, payers, confirmation: '' };
  await expect(pushPayers(forRun(ports), wish)).rejects.toMatchObject({ code: 'vault/not-in-this-run' });
  expect([adminApi.writes, await ports.store.pushes()]).toEqual([[], []]);
  const { id } = await pushPayers(ports, wish);
  await expect(rollbackPush(forRun(ports), { id, confirmation: '' })).rejects.toMatchObject({
    code: 'vault/not-in-this-run',
  });
  expect([adminApi.writes, (await ports.store.pushes()).length]).toEqual([['create'], 1]);
});
