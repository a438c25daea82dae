/** @file A start on a store with a thousand payers' keys, beside one without: the command line's list, and the app's Home. */
import path from 'node:path';
import { newPayer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import { generateKey } from '#core/use-cases/payer-keys.ts';
import { nodePorts } from '#node/ports.ts';
import type { Measured } from './measure.ts';
import { compare, timeOf } from './measure.ts';
import type { StartedApp } from './start.ts';

const PAYERS = 1000;

interface Place {
  readonly program: string;
  readonly folder: string;
  readonly app: StartedApp;
}

export async function measureManyKeys({ program, folder, app }: Place): Promise<Measured[]> {
  const [none, bare, keyed] = ['none', 'bare', 'keyed'].map((name) => path.join(folder, `start-${name}`));
  if (none === undefined || bare === undefined || keyed === undefined) throw new RangeError('Three stores');
  await fill(bare, { withKeys: false });
  await fill(keyed, { withKeys: true });
  const list = (store: string) => () => timeOf(process.execPath, [program, 'payer', 'list', '--store', store]);
  const home = (store: string) => () => app.home(store);
  const withKeys = `${String(PAYERS)} payers with a key each`;
  return [
    await compare({
      name: `payer list of ${withKeys}, to the same without keys`,
      bar: 1.5,
      turns: 11,
      base: list(bare),
      subject: list(keyed),
    }),
    await compare({
      name: `payer list of ${withKeys}, to an empty store`,
      bar: Number.POSITIVE_INFINITY,
      turns: 11,
      base: list(none),
      subject: list(keyed),
    }),
    await compare({
      name: `app to usable Home with ${withKeys}, to the same without keys`,
      bar: 1.5,
      turns: 5,
      base: home(bare),
      subject: home(keyed),
    }),
    await compare({
      name: `app to usable Home with ${withKeys}, to an empty store`,
      bar: Number.POSITIVE_INFINITY,
      turns: 5,
      base: home(none),
      subject: home(keyed),
    }),
  ];
}

/** Each key is one of its own, sealed in a file of its own, as a person would have made it. */
async function fill(folder: string, { withKeys }: { withKeys: boolean }): Promise<void> {
  const ask = () => Promise.resolve(new Secret('only for this measurement'));
  const ports = nodePorts({ folder, vault: { by: 'passphrase', ask } });
  const now = new Date().toISOString();
  for (let number = 0; number < PAYERS; number += 1) {
    const ref = `payer-${String(number)}@test`;
    await ports.store.savePayer(newPayer({ ref, name: `Payer ${String(number)}`, now }));
    if (withKeys) await generateKey(ports, { ref, kind: 'EC-P-256' });
  }
}
