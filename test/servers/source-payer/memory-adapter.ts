import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/**
 * What an OpenID provider keeps, in memory and for one server only: the provider's own adapter is shared by all providers
 * of a process, and forgets clients after a thousand tokens.
 */
export function memoryAdapter(): AdapterFactory {
  const models = new Map<string, Map<string, Kept>>();

  return (model) => {
    const kept = models.get(model) ?? new Map<string, Kept>();
    models.set(model, kept);
    return adapterOver(kept, models);
  };
}

function adapterOver(kept: Map<string, Kept>, all: ReadonlyMap<string, Map<string, Kept>>): Adapter {
  const live = ([, { expiresAt }]: [string, Kept]) => expiresAt > Date.now();
  const findBy = (matches: (payload: AdapterPayload) => boolean) =>
    [...kept].filter(live).find(([, { payload }]) => matches(payload))?.[1].payload;

  return {
    upsert: async (id, payload, expiresInSeconds) => {
      const expiresAt = expiresInSeconds === undefined ? Infinity : Date.now() + expiresInSeconds * 1000;
      kept.set(id, { payload, expiresAt });
      await Promise.resolve();
    },
    find: (id) => {
      const found = kept.get(id);
      return Promise.resolve(found !== undefined && live([id, found]) ? found.payload : undefined);
    },
    findByUid: (uid) => Promise.resolve(findBy((payload) => payload.uid === uid)),
    findByUserCode: (userCode) => Promise.resolve(findBy((payload) => payload.userCode === userCode)),
    consume: async (id) => {
      const found = kept.get(id);
      if (found !== undefined) found.payload.consumed = Math.floor(Date.now() / 1000);
      await Promise.resolve();
    },
    destroy: async (id) => {
      kept.delete(id);
      await Promise.resolve();
    },
    revokeByGrantId: async (grantId) => {
      for (const model of all.values()) {
        for (const [id, { payload }] of model) if (payload.grantId === grantId) model.delete(id);
      }
      await Promise.resolve();
    },
  };
}
