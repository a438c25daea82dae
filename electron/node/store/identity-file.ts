import { z } from 'zod';
import { KeyRecord } from '#core/domain/keys/key-record.ts';

/** `identity.json`: the public half of the person's change-control key. */
export const IdentityFile = z.object({
  version: z.literal(1),
  identity: z.object({ key: KeyRecord, keyId: z.string().regex(/^[0-9a-f]{64}$/), name: z.string() }),
});
