/** @file Ports without a computer: the store, the vault, the clock and the digests work as the real ones do, the others are given by the test. */
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { Fault } from '#core/domain/fault.ts';
import { Payer } from '#core/domain/payer/payer.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';
import type { Target } from '#core/domain/push/target.ts';
import type { Clock, Identity, Ports, Store } from '#core/ports.ts';
import { certificates } from '#node/certificates.ts';
import { digests } from '#node/digests.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';

/** What is not given and not in memory throws when it is called: a test then names what it forgot. */
export function memoryPorts(overrides: Partial<Ports> = {}): Ports {
  const clock = overrides.clock ?? fixedClock();
  return {
    clock,
    digests,
    certificates,
    keyFiles: absent('keyFiles'),
    store: memoryStore(clock),
    vault: memoryVault(clock, 'good'),
    web: absent('web'),
    tokenEndpoint: absent('tokenEndpoint'),
    browser: absent('browser'),
    adminApi: absent('adminApi'),
    ...overrides,
  };
}

function absent<N extends keyof Ports>(name: N): Ports[N] {
  return new Proxy({} as Ports[N], {
    get(_, member) {
      throw new Error(`The test has not given the port “${name}” (${String(member)} was asked of it)`);
    },
  });
}

/** Stands still, and nobody waits; ids count up. */
export function fixedClock(now = '2027-01-01T00:00:00.000Z'): Clock {
  let ids = 0;
  return {
    now: () => new Date(now),
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    wait: async () => Promise.resolve(),
  };
}

export function memoryStore(clock: Clock = fixedClock()): Store {
  const pushes = new Map<string, PushRecord>();
  const evidence = new Map<string, Uint8Array>();
  let signers: TrustedSigner[] = [];
  let identity: Identity | null = null;
  return {
    ...memoryPayers(clock),
    ...memoryTargets(),
    pushes: async () => Promise.resolve(inOrder(pushes)),
    push: async (id) => Promise.resolve(found(pushes, id, new Fault('store/no-such-push', { id }))),
    savePush: async (push) => Promise.resolve(void pushes.set(push.id, structuredClone(push))),
    notePush: async (id, index, result) => {
      const push = pushes.get(id);
      const before = push?.results[index];
      if (push !== undefined && before !== undefined)
        push.results[index] = structuredClone({ ...before, ...result, step: before.step });
      return Promise.resolve();
    },
    async keepEvidence(bytes) {
      const sha256 = digests.sha256(bytes);
      evidence.set(sha256, Uint8Array.from(bytes));
      return Promise.resolve(sha256);
    },
    evidence: async (sha256) => Promise.resolve(found(evidence, sha256, new Fault('store/evidence-gone', { sha256 }))),
    trustedSigners: async () => Promise.resolve(structuredClone(signers)),
    changeTrustedSigners: async (change) => Promise.resolve((signers = structuredClone([...change(signers)]))),
    identity: async () => Promise.resolve(structuredClone(identity)),
    saveIdentity: async (given) => Promise.resolve(void (identity = structuredClone(given))),
  };
}

function memoryPayers(clock: Clock) {
  const payers = new Map<string, Payer>();
  return {
    refs: async () => Promise.resolve(inOrder(payers).map(({ ref }) => ref)),
    payers: async () => Promise.resolve({ payers: inOrder(payers), faults: [] }),
    payer: async (ref) => Promise.resolve(found(payers, ref, new Fault('store/no-such-payer', { ref }))),
    async savePayer(given) {
      checkRevision(payers.get(given.ref), given, given.ref);
      const next = Payer.parse({ ...given, revision: given.revision + 1, changedAt: clock.now().toISOString() });
      payers.set(next.ref, next);
      return Promise.resolve(structuredClone(next));
    },
    removePayer: async (ref) => Promise.resolve(void payers.delete(ref)),
  } satisfies Partial<Store>;
}

function memoryTargets() {
  const targets = new Map<string, Target>();
  return {
    targets: async () => Promise.resolve(inOrder(targets)),
    target: async (name) => Promise.resolve(found(targets, name, new Fault('store/no-such-target', { name }))),
    async saveTarget(given) {
      checkRevision(targets.get(given.name), given, given.name);
      const next = { ...structuredClone(given), revision: given.revision + 1 };
      targets.set(next.name, next);
      return Promise.resolve(structuredClone(next));
    },
    removeTarget: async (name) => Promise.resolve(void targets.delete(name)),
  } satisfies Partial<Store>;
}

function inOrder<T>(records: ReadonlyMap<string, T>): T[] {
  return [...records.keys()].sort().map((name) => structuredClone(records.get(name) as T));
}

function found<T>(records: ReadonlyMap<string, T>, name: string, fault: Fault): T {
  const record = records.get(name);
  if (record === undefined) throw fault;
  return structuredClone(record);
}

function checkRevision(present: { revision: number } | undefined, given: { revision: number }, what: string): void {
  if ((present?.revision ?? 0) !== given.revision) throw new Fault('store/changed-meanwhile', { what });
}
