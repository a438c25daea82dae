/** @file The live test as main runs it: one at a time for a payer, how far it is, and its end on a person's word. */
import { expect, test } from 'vitest';
import { dispatch } from '#core/contract/dispatch.ts';
import type { Handlers } from '#core/contract/contract.ts';
import { Fault } from '#core/domain/fault.ts';
import { audienceOf } from '#core/domain/token/audience.ts';
import type { Ports } from '#core/ports.ts';
import type { Desk } from '../../electron/main/handlers/desk.ts';
import { liveTestHandlers } from '../../electron/main/handlers/live-test.ts';
import { fixedClock, memoryPorts } from '../memory-ports.ts';
import { memoryPayer } from '../memory-token-endpoint.ts';
import { issuer, samplePayer } from '../core/support/sample-payer.ts';

const ref = 'northlake@test';
const wish = { ref, nextCall: false, remedyOf: '' };

/** A payer whose answer waits until the test lets it come. */
async function desk(change: (ports: Ports) => Ports = (ports) => ports) {
  const clock = fixedClock();
  const before = memoryPorts({ clock });
  const payer = await samplePayer(before, { ref });
  const clientKey = payer.keys[0]?.publicPem ?? '';
  const server = memoryPayer({ now: () => clock.now(), issuer, audience: audienceOf(payer), clientKey });
  const gate = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<undefined>();
  const tokenEndpoint: Ports['tokenEndpoint'] = {
    ...server.tokenEndpoint,
    request: async (request, watcher) => {
      watcher?.onSteps?.([{ name: 'dns', state: 'under-way', milliseconds: 0, noted: '' }]);
      asked.resolve(undefined);
      await gate.promise;
      return server.tokenEndpoint.request(request, watcher);
    },
  };
  const ports = change({ ...before, tokenEndpoint, web: server.web });
  const handlers = liveTestHandlers({ ports } as unknown as Desk) as unknown as Handlers;
  return { handlers, server, asked: asked.promise, answer: () => gate.resolve(undefined) };
}

test('a second test of the same payer, and probes, are refused while one runs; the first goes on', async () => {
  const { handlers, server, asked, answer } = await desk();
  const first = dispatch(handlers, 'testToken', wish);
  await asked;
  const second = await dispatch(handlers, 'testToken', wish);
  const probes = await dispatch(handlers, 'probePayer', { ref, confirmation: '' });
  answer();
  expect([second, probes].map((reply) => !reply.ok && reply.failure.code)).toEqual([
    'token/under-way',
    'token/under-way',
  ]);
  expect(await first).toMatchObject({ ok: true, value: { test: { outcome: 'granted' } } });
  expect(server.exchanges.filter((name) => name === 'request')).toEqual(['request']);
});

test('after its end the next one may run', async () => {
  const { handlers, answer } = await desk();
  answer();
  await dispatch(handlers, 'testToken', wish);
  expect(await dispatch(handlers, 'testToken', wish)).toMatchObject({ ok: true, value: { tries: { length: 2 } } });
});

test('tells how far it is while it runs, and nothing after', async () => {
  const { handlers, asked, answer } = await desk();
  const first = dispatch(handlers, 'testToken', wish);
  await asked;
  const during = await dispatch(handlers, 'testProgress', { ref });
  answer();
  await first;
  expect([during, await dispatch(handlers, 'testProgress', { ref })]).toMatchObject([
    {
      ok: true,
      value: [
        { name: 'settings', state: 'done' },
        { name: 'dns', state: 'under-way' },
      ],
    },
    { ok: true, value: [] },
  ]);
});

test('ends on a person’s word, with a report that is kept', async () => {
  const { handlers, asked, answer } = await desk();
  const first = dispatch(handlers, 'testToken', wish);
  await asked;
  await dispatch(handlers, 'cancelTest', { ref });
  answer();
  expect(await first).toMatchObject({
    ok: true,
    value: { test: { outcome: 'cancelled' }, tries: [{ outcome: 'cancelled' }] },
  });
});

test('cancelling what does not run does nothing, and does not end the next one', async () => {
  const { handlers, answer } = await desk();
  const cancelled = await dispatch(handlers, 'cancelTest', { ref });
  answer();
  expect([cancelled, await dispatch(handlers, 'testToken', wish)]).toMatchObject([
    { ok: true },
    { ok: true, value: { test: { outcome: 'granted' } } },
  ]);
});

test('a locked vault is told as that, and leaves the way free', async () => {
  const locked = async () => Promise.reject(new Fault('vault/locked', {}));
  const { handlers } = await desk((ports) => ({ ...ports, vault: { ...ports.vault, sign: locked } }));
  const codes: unknown[] = [];
  for (let run = 0; run < 2; run += 1) {
    const reply = await dispatch(handlers, 'testToken', wish);
    codes.push(!reply.ok && reply.failure.code);
  }
  expect(codes).toEqual(['vault/locked', 'vault/locked']);
});
