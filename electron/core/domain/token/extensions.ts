import { Fault } from '../fault.ts';
import type { JsonObject } from '../json/read-json.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { readB2bExtension } from './b2b-extension.ts';
import { readExtraClaims } from './extra-claims.ts';
import type { Way } from './way.ts';

/**
 * The claims beside the assertion's own: those that a person gave, and UDAP's extension beside other extensions; the field of its
 * own counts where both name it. Throws `token/bad-claims`.
 */
export function extensionsOf(payer: Pick<Payer, 'fields'>, { method }: Way): JsonObject {
  const { claims, problems } = readExtraClaims(valueOf(payer, 'assertionClaims'));
  const b2b = method === 'udap' ? readB2bExtension(valueOf(payer, 'b2bExtension')) : null;
  const [wrong] = [...problems, ...(b2b?.problems ?? [])];
  if (wrong !== undefined) throw new Fault('token/bad-claims', { says: wrong.says });
  if (b2b === null) return claims;
  const others = claims['extensions'] as JsonObject | undefined;
  return { ...claims, extensions: { ...others, 'hl7-b2b': b2b.extension ?? {} } };
}
