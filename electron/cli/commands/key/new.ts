import { Fault } from '#core/domain/fault.ts';
import type { KeyKind } from '#core/domain/keys/key-record.ts';
import { keyKinds } from '#core/domain/keys/key-record.ts';
import type { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import { generateKey } from '#core/use-cases/payer-keys.ts';
import type { Context } from '../../context.ts';
import { exit, UsageError } from '../../report.ts';
import { listed } from './listed.ts';

export const newUsage = `payer-wizard key new PAYER [--kind ${keyKinds.join('|')}]
           a new key; beside a present one it waits as the next`;

/** As measured on laptops of these years; primes are searched for, so it may be three times that. */
const usual: Partial<Readonly<Record<KeyKind, string>>> = {
  'RSA-2048': 'less than a second',
  'RSA-3072': 'about a second',
  'RSA-4096': '1 to 5 seconds',
};

export async function makeNew(context: Context, ref: PayerRef): Promise<number> {
  const given = context.text('kind') ?? keyKinds[0];
  const kind = keyKinds.find((each) => each === given);
  if (kind === undefined) throw new UsageError(`--kind is one of ${keyKinds.join(', ')}`);
  const payer = await made(context, ref, kind);
  if (payer === null) return exit.fault;
  return listed(context, payer);
}

/** null: cancelled by Ctrl+C, which is told. */
async function made({ ports, report }: Context, ref: PayerRef, kind: KeyKind): Promise<Payer | null> {
  const cancelling = new AbortController();
  const cancel = () => {
    cancelling.abort();
  };
  process.on('SIGINT', cancel);
  const time = usual[kind];
  report.say(`making ${kind}${time === undefined ? '' : `: ${time}; Ctrl+C cancels`}`);
  try {
    return await generateKey(ports, { ref, kind, signal: cancelling.signal });
  } catch (error) {
    if (!(error instanceof Fault) || (error as Fault).code !== 'key/cancelled') throw error;
    report.fail(error);
    process.off('SIGINT', cancel);
    // The search for primes cannot be stopped, and a process that ends by itself waits for it. By the signal it ends at once.
    process.kill(process.pid, 'SIGINT');
    return null;
  } finally {
    process.off('SIGINT', cancel);
  }
}
