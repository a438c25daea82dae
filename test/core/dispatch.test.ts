/** @file The one door between the window and main: what comes in is checked, what goes out is checked, and of a bug the window learns nothing. */
import { expect, test } from 'vitest';
import type { Handlers } from '#core/contract/contract.ts';
import { contract } from '#core/contract/contract.ts';
import { dispatch } from '#core/contract/dispatch.ts';
import { callNames } from '#core/contract/names.ts';
import { Fault } from '#core/domain/fault.ts';

const canary = 'canary-02be-of-a-bug';

/** Only the call that a test makes is there. */
function only(handlers: Partial<Handlers>): Handlers {
  return handlers as Handlers;
}

const status = {
  version: '1.2.3',
  store: '/store',
  vault: {
    is: 'open' as const,
    mode: 'this-run' as const,
    keyLiesIn: 'memory',
    items: 0,
    inMemory: 0,
    opensBy: '' as const,
    lockAfterMinutes: 15,
  },
  demo: null,
};

test('the names of the preload are those of the contract', () => {
  expect([...callNames].sort()).toEqual(Object.keys(contract).sort());
});

test('an answer comes as a value', async () => {
  const handlers = only({ status: async () => Promise.resolve(status) });
  expect(await dispatch(handlers, 'status', undefined)).toEqual({ ok: true, value: status });
});

test('what the contract does not name does not go out', async () => {
  const handlers = only({ status: async () => Promise.resolve({ ...status, password: canary }) });
  expect(JSON.stringify(await dispatch(handlers, 'status', undefined))).not.toContain(canary);
});

test.each([
  ['nothing', undefined],
  ['a text', 'northlake@test'],
  ['a name that is a path', { ref: '../../etc' }],
  ['a member too many', { ref: 'northlake@test', also: true }],
])('%s is refused before any handler runs', async (_, raw) => {
  let ran = false;
  const handlers = only({
    readPayer: async () => {
      ran = true;
      return Promise.reject(new Error('must not run'));
    },
  });
  const reply = await dispatch(handlers, 'readPayer', raw);
  expect([reply, ran]).toMatchObject([{ ok: false, failure: { code: 'contract/bad-input' } }, false]);
});

test('a fault comes with its code, sentence and remedy, and is no bug', async () => {
  const bugs: unknown[] = [];
  const handlers = only({ status: async () => Promise.reject(new Fault('vault/no-keychain', {})) });
  const reply = await dispatch(handlers, 'status', undefined, (...bug) => bugs.push(bug));
  expect([reply, bugs]).toMatchObject([
    { ok: false, failure: { code: 'vault/no-keychain', says: expect.any(String), hint: expect.any(String) } },
    [],
  ]);
});

test.each([
  ['an error', async () => Promise.reject(new Error(canary))],
  ['an answer of another form', async () => Promise.resolve({ version: canary } as never)],
])('of a bug the window learns that it is one, and the log the rest: %s', async (_, handler) => {
  const bugs: unknown[] = [];
  const reply = await dispatch(only({ status: handler }), 'status', undefined, (call, error) =>
    bugs.push([call, error]),
  );
  expect(reply).toMatchObject({ ok: false, failure: { code: 'bug/unexpected' } });
  expect(JSON.stringify(reply)).not.toContain(canary);
  expect(bugs).toMatchObject([['status', expect.any(Error)]]);
});
