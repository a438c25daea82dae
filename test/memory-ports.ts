/** @file Ports without a computer: the store, the vault, the clock and the digests work as the real ones do, the others are given by the test. */
import { createHmac, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { Fault } from '#core/domain/fault.ts';
import { Payer } from '#core/domain/payer/payer.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';
import type { Target } from '#core/domain/push/target.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Clock, Identity, Ports, Store, Vault, VaultItem } from '#core/ports.ts';
import { certificates } from '#node/certificates.ts';
import { digests } from '#node/digests.ts';
import { certificateOf } from '#node/keys/certificate.ts';
import { describeKey } from '#node/keys/describe-key.ts';
import { makeKey } from '#node/keys/generate-key.ts';
import { loadKey } from '#node/keys/load-key.ts';
import { selfSigned } from '#node/keys/self-sign.ts';
import { signWith } from '#node/keys/sign.ts';

/** What is not given and not in memory throws when it is called: a test then names what it forgot. */
export function memoryPorts(overrides: Partial<Ports> = {}): Ports {
  const clock = overrides.clock ?? fixedClock();
  return {
    clock,
    digests,
    certificates,
    store: memoryStore(clock),
    vault: memoryVault(clock),
    web: absent('web'),
    tokenEndpoint: absent('tokenEndpoint'),
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

/** Stands still; ids count up. */
export function fixedClock(now = '2027-01-01T00:00:00.000Z'): Clock {
  let ids = 0;
  return {
    now: () => new Date(now),
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
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
    async keepEvidence(bytes) {
      const sha256 = digests.sha256(bytes);
      evidence.set(sha256, Uint8Array.from(bytes));
      return Promise.resolve(sha256);
    },
    evidence: async (sha256) => Promise.resolve(found(evidence, sha256, new Fault('store/evidence-gone', { sha256 }))),
    trustedSigners: async () => Promise.resolve(structuredClone(signers)),
    saveTrustedSigners: async (given) => Promise.resolve(void (signers = structuredClone(given))),
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

export function memoryVault(clock: Clock = fixedClock()): Vault {
  const secrets = new Map<string, string>();
  const keys = new Map<string, KeyObject>();
  const marking = randomBytes(32);
  let isOpen = false;
  const nameOf = ({ owner, kind, id }: VaultItem) => JSON.stringify([owner, kind, id]);
  const keyName = (owner: string, keyId: string) => nameOf({ owner, kind: 'private-key', id: keyId });

  function add(
    owner: string,
    given: { key: KeyObject; origin: 'generated' | 'loaded'; certificates: readonly string[] },
  ) {
    const { key, origin, certificates } = given;
    const certificate = certificateOf(key, certificates);
    const record = describeKey(key, { id: clock.newId(), origin, createdAt: clock.now().toISOString(), certificate });
    keys.set(keyName(owner, record.id), key);
    isOpen = true;
    return record;
  }

  function keyOf(owner: string, keyId: string): KeyObject {
    const key = keys.get(keyName(owner, keyId));
    if (key === undefined) throw new Fault('key/gone', { keyId });
    return key;
  }

  return {
    async status() {
      const items = secrets.size + keys.size;
      return Promise.resolve({ is: isOpen ? 'open' : 'not-made', keyLiesIn: isOpen ? 'memory' : '', items });
    },
    async keep(item, secret) {
      refuseKeys(item);
      isOpen = true;
      return Promise.resolve(void secrets.set(nameOf(item), secret.reveal()));
    },
    async secret(item) {
      refuseKeys(item);
      const text = secrets.get(nameOf(item));
      if (text === undefined) throw new Fault('vault/item-gone', { kind: item.kind, owner: item.owner });
      return Promise.resolve(new Secret(text));
    },
    keepRecord: async (item, record) => Promise.resolve(void secrets.set(nameOf(item), JSON.stringify(record))),
    async record(item) {
      const text = secrets.get(nameOf(item));
      if (text === undefined) throw new Fault('vault/item-gone', { kind: item.kind, owner: item.owner });
      return Promise.resolve(JSON.parse(text) as unknown);
    },
    holds: async (item) => Promise.resolve(secrets.has(nameOf(item)) || keys.has(nameOf(item))),
    async forget(item) {
      secrets.delete(nameOf(item));
      keys.delete(nameOf(item));
      return Promise.resolve();
    },
    generateKey: async (owner, kind) => add(owner, { key: await makeKey(kind), origin: 'generated', certificates: [] }),
    addKey: async (owner, pem) => Promise.resolve(add(owner, { ...loadKey(pem), origin: 'loaded' })),
    sign: async ({ owner, keyId, ...task }) => signWith(keyOf(owner, keyId), task),
    selfSign: async ({ owner, keyId, ...wish }) => selfSigned(keyOf(owner, keyId), { ...wish, now: clock.now() }),
    forgetKey: async ({ owner, keyId }) => Promise.resolve(void keys.delete(keyName(owner, keyId))),
    markOf: async (secret) => {
      isOpen = true;
      return Promise.resolve(createHmac('sha256', marking).update(secret.reveal()).digest('hex'));
    },
  };
}

function refuseKeys({ kind }: VaultItem): void {
  if (kind === 'private-key') throw new TypeError('A private key was asked for as if it were a secret');
}
