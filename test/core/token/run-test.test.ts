/** @file A test is kept, whatever came of it and whoever else saved meanwhile. */
import { expect, test } from 'vitest';
import { changePayer } from '#core/domain/payer/change.ts';
import { findSecret } from '#core/domain/bundle/secret-scan.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { audienceOf } from '#core/domain/token/audience.ts';
import { KEPT_TRIES } from '#core/domain/token/report.ts';
import type { Ports } from '#core/ports.ts';
import { runTest } from '#core/use-cases/token/run-test.ts';
import { fixedClock, memoryPorts } from '../../memory-ports.ts';
import type { Habits, MemoryPayer } from '../../memory-token-endpoint.ts';
import { memoryPayer } from '../../memory-token-endpoint.ts';
import { canary, issuer, samplePayer } from '../support/sample-payer.ts';
import { exportedWhole } from '../support/whole-bundle.ts';

const ref = 'northlake@test';
const plain = { nextCall: false, remedyOf: '' };

async function scene(habits: Partial<Habits> = {}): Promise<{ ports: Ports; payer: Payer; server: MemoryPayer }> {
  const clock = fixedClock();
  const before = memoryPorts({ clock });
  const payer = await samplePayer(before, { ref });
  const clientKey = payer.keys[0]?.publicPem ?? '';
  const server = memoryPayer({ now: () => clock.now(), issuer, audience: audienceOf(payer), clientKey, ...habits });
  return { ports: { ...before, tokenEndpoint: server.tokenEndpoint, web: server.web }, payer, server };
}

test('what somebody else saved while the test ran stands beside its report', async () => {
  const made = await scene({
    onExchange: () =>
      void made.ports.store.payer(ref).then(async (payer) => made.ports.store.savePayer({ ...payer, name: 'Renamed' })),
  });
  const payer = await runTest(made.ports, ref, plain);
  expect([payer.name, payer.test?.outcome, payer.tries.length]).toEqual(['Renamed', 'granted', 1]);
});

test('a save between our reading and our saving does not lose the report', async () => {
  const { ports } = await scene();
  const { store } = ports;
  let raced = 0;
  const savePayer: typeof store.savePayer = async (payer) => {
    // Somebody is faster, twice.
    if (raced < 2) {
      raced += 1;
      await store.savePayer(changePayer(await store.payer(ref), { fields: { moduleId: `other-${String(raced)}` } }));
    }
    return store.savePayer(payer);
  };
  const payer = await runTest({ ...ports, store: { ...store, savePayer } }, ref, plain);
  expect([raced, valueOf(payer, 'moduleId'), payer.test?.outcome]).toEqual([2, 'other-2', 'granted']);
});

test('whoever is never heard is told so in the end', async () => {
  const { ports } = await scene();
  let tried = 0;
  const savePayer: typeof ports.store.savePayer = async (payer) => {
    tried += 1;
    return ports.store.savePayer({ ...payer, revision: payer.revision + 1 });
  };
  const lost = runTest({ ...ports, store: { ...ports.store, savePayer } }, ref, plain);
  await expect(lost).rejects.toMatchObject({ code: 'store/changed-meanwhile' });
  expect(tried).toBeLessThanOrEqual(10);
});

test('each run has its line in the log, with the cause that it tried to mend, and the oldest go', async () => {
  const { ports, payer } = await scene();
  const old = { at: '', outcome: 'failed' as const, says: 'status 302', settings: {}, remedyOf: '' };
  await ports.store.savePayer({ ...payer, tries: Array.from({ length: KEPT_TRIES }, () => old) });
  const { tries, test: report } = await runTest(ports, ref, { nextCall: false, remedyOf: 'cause/clock-ahead' });
  expect([tries.length, tries.at(-1)]).toEqual([
    KEPT_TRIES,
    { at: report?.at, outcome: 'granted', says: '', settings: report?.settings, remedyOf: 'cause/clock-ahead' },
  ]);
});

test('a refusal has its code in the log, a cancelled test that', async () => {
  const { ports } = await scene({ audience: 'https://another.example' });
  const ending = new AbortController();
  await runTest(ports, ref, plain);
  ending.abort();
  const { tries } = await runTest(ports, ref, { ...plain, signal: ending.signal });
  expect(tries.map(({ outcome, says }) => [outcome, says])).toEqual([
    ['refused', 'invalid_client'],
    ['cancelled', 'token/cancelled'],
  ]);
});

test('report and probes go into the bundle, the same each time, and hold no secret', async () => {
  const { ports, server } = await scene();
  const tested = await runTest(ports, ref, plain);
  const results = [
    {
      name: 'expired' as const,
      is: 'refused-well' as const,
      status: 401,
      error: 'invalid_client',
      expected: '',
      says: '',
      hint: '',
    },
  ];
  const probes = { at: tested.test?.at ?? '', endpoint: `${issuer}/token`, plain: null, results };
  await ports.store.savePayer({ ...tested, probes });
  const wish = { refs: [ref], statedTime: '2027-01-01T00:00:00Z', signer: 'Ana', comment: '' };
  const files = async () =>
    (await exportedWhole(ports, wish)).files.filter(({ path: name }) => /evidence\/token-/.test(name));
  const [first, again] = [await files(), await files()];
  const texts = first.map(({ bytes }) => new TextDecoder().decode(bytes));
  expect(first.map(({ path: name }) => name)).toEqual([
    `payers/${ref}/evidence/token-probes.json`,
    `payers/${ref}/evidence/token-test.json`,
  ]);
  expect([again, findSecret(first)]).toEqual([first, null]);
  expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual([probes, tested.test]);
  expect([...server.secrets, canary].filter((secret) => texts.join('').includes(secret))).toEqual([]);
});
