import { z } from 'zod';
import { KeyRecord } from '../keys/key-record.ts';
import { Learnt } from './learnt.ts';

/** A Smile CDR JSON Admin API that definitions are pushed to. The password lies in the vault. */
export const Target = z.object({
  version: z.literal(1),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  /** With the context path, if there is one, and a final slash: `https://cdr.example:9000/json-admin/`. */
  baseUrl: z.string(),
  /** What people call the environment, such as “UAT, region east”; '': nothing beside its name. */
  label: z.string().max(120).default(''),
  /** Production asks for the target's name to be typed before a push. */
  production: z.boolean(),
  username: z.string(),
  /** PEM certificates of CAs to trust for this target, beside the system's. */
  authorities: z.array(z.string()),
  /** `system`: as this computer is set up. `none`. Or the proxy’s own address, maybe with a user name; its password lies in the vault. */
  proxy: z.string().default('system'),
  /** The key and certificate for a server that wants mutual TLS, beside the password; the private half lies in the vault. */
  clientKey: KeyRecord.nullable().default(null),
  /** The wire name under which a definition names its keystore there, where a person knows it; '': it is learnt, or left alone. */
  keystoreReference: z.string().default(''),
  /** Which wire names it has, as it told itself; null: it was not asked. */
  learnt: Learnt.nullable().default(null),
  revision: z.number().int(),
});
export type Target = z.infer<typeof Target>;
