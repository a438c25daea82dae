import type { Code, Details } from '#core/domain/catalogue.ts';
import { explain } from '#core/domain/catalogue.ts';
import { Fault } from '#core/domain/fault.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import { standingOf } from '#core/domain/keys/rotation.ts';
import type { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import { removeKey } from '#core/use-cases/payer-keys.ts';
import type { Context } from '../../context.ts';
import { UsageError } from '../../report.ts';
import { chosenKey } from './chosen-key.ts';
import { listed } from './listed.ts';

export const removeUsage = `payer-wizard key retire PAYER KID
           erases a key that does not sign any more
       payer-wizard key remove PAYER KID [--yes]
           erases any key, the one that signs with --yes only; it cannot be taken back`;

/** A step of the rotation: what signs now is not retired by mistake. */
export async function retire(context: Context, ref: PayerRef, [kid]: readonly string[]): Promise<number> {
  if (kid === undefined) throw new UsageError('a KID is needed');
  const payer = await context.ports.store.payer(ref);
  const key = chosenKey(payer, kid);
  if (standingOf(payer.keys, key) === 'current')
    throw new UsageError(`${kid} signs now: switch to another key first, or “key remove” it`);
  return erase(context, payer, key);
}

export async function remove(context: Context, ref: PayerRef, [kid]: readonly string[]): Promise<number> {
  if (kid === undefined) throw new UsageError('a KID is needed');
  const payer = await context.ports.store.payer(ref);
  const key = chosenKey(payer, kid);
  const next = payer.keys[1];
  const then =
    next === undefined ? 'it is the last one, and nothing can be signed then' : `then ${next.kid} would sign`;
  if (standingOf(payer.keys, key) === 'current' && !context.flag('yes'))
    throw new Fault('key/signs-now', { kid: key.kid, then });
  return erase(context, payer, key);
}

/** What else is another then is told. */
async function erase(context: Context, before: Payer, { id, kid }: KeyRecord): Promise<number> {
  const { ports, report } = context;
  const after = await removeKey(ports, { ref: before.ref, keyId: id });
  const tell = <C extends Code>(code: C, details: Details<C>): void => {
    report.remark({ code, ...explain(code, details) });
  };
  const [first] = after.keys;
  if (first === undefined) tell('key/none-left', {});
  else if (first.id !== before.keys[0]?.id) tell('key/signs-instead', { kid: first.kid });
  if (before.network.clientKeyId === id) tell('key/client-certificate-gone', { kid });
  return listed(context, after);
}
