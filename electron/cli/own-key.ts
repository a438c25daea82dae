/** @file The person's change-control key is made by what first needs it. Then it is explained, once. */
import { say } from '#core/domain/texts.ts';
import type { Context } from './context.ts';

/** Runs what may make the key. Whatever becomes of it, a key that was made is told: there is no second first time. */
export async function explainingOwnKey<T>({ ports, report }: Context, work: () => Promise<T>): Promise<T> {
  const before = await ports.store.identity();
  try {
    return await work();
  } finally {
    const own = before === null ? await ports.store.identity() : null;
    if (own !== null) {
      const { keyLiesIn } = await ports.vault.status();
      report.say(
        say('note/own-key', {
          where: keyLiesIn,
          keyId: grouped(own.keyId),
          how: '“payer-wizard identity export” writes it.',
        }),
      );
    }
  }
}

/** Hex as it is read out and compared: in groups of four. */
export function grouped(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(' ') ?? '';
}
