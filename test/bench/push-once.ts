/**
 * @file Pushes so many definitions with their keystores, and then once more, and prints the peak of memory, in a process of its own. The
 * vault lies in memory: scrypt takes 128 MB for a moment, which would hide what a push takes.
 */
import { Secret } from '#core/domain/secret.ts';
import { planPush } from '#core/use-cases/push/plan-push.ts';
import { pushDefinitions } from '#core/use-cases/push/push-definitions.ts';
import type { Pushable } from '#core/use-cases/push/pushable.ts';
import { pushableOf } from '#core/use-cases/push/pushable.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import { nodePorts } from '#node/ports.ts';
import { samplePayer } from '../core/support/sample-payer.ts';
import { memoryPorts } from '../memory-ports.ts';
import { straightAdminApi } from '../network/straight.ts';

const [, , folder = '', baseUrl = '', count = ''] = process.argv;
const { store, clock } = nodePorts({ folder, vault: { by: 'keychain' } });
const ports = { ...memoryPorts({ adminApi: straightAdminApi }), store, clock };
const draft = { name: 'cdr', baseUrl, username: 'ana', production: false, authorities: [] };
await addTarget(ports, draft, new Secret('for this run only'));

const first = pushableOf(await samplePayer(memoryPorts()));
const pushables: Pushable[] = [];
for (let number = 0; number < Number(count); number += 1) {
  const payer = `payer-${String(number)}@test` as const;
  const { kid, thumbprint, algorithm } = await ports.vault.generateKey(payer, 'EC-P-256');
  const issuer = `https://${String(number)}.example`;
  const definition = { ...first.definition, name: payer, issuer, tokenEndpoint: `${issuer}/token` };
  pushables.push({ payer, definition, keys: [{ kid, thumbprint, algorithm }] });
}

const push = async () => {
  const plan = await planPush(ports, { pushables, target: 'cdr', keystores: 'private-keys' });
  return pushDefinitions(ports, { plan, pushables, confirmation: '' });
};
const begun = performance.now();
const { results } = await push();
const seconds = (performance.now() - begun) / 1000;
const done = results.filter(({ outcome }) => outcome === 'done').length;
// So that the parent can tell the requests of the two apart.
console.log(JSON.stringify({ done, seconds }));
await new Promise((resolve) => process.stdin.once('data', resolve));
await push();
console.log(JSON.stringify({ kilobytes: process.resourceUsage().maxRSS }));
process.stdin.destroy();
