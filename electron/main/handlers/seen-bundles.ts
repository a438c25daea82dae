/** @file Bundles that a person looked at, by a handle: what they do with one next is done with that very file. */
import path from 'node:path';
import type { Input, Output } from '#core/contract/contract.ts';
import { differenceLines } from '#core/domain/diff/words.ts';
import { Fault } from '#core/domain/fault.ts';
import { compareSides } from '#core/use-cases/diff/compare-sides.ts';
import { sideOfBundle, sideOfPayers } from '#core/use-cases/diff/sides.ts';
import type { Imported } from '#core/use-cases/import/import-bundle.ts';
import { importBundle } from '#core/use-cases/import/import-bundle.ts';
import { openSoundBundle } from '#core/use-cases/open-sound-bundle.ts';
import { signBundle } from '#core/use-cases/sign-bundle.ts';
import { addTrust } from '#core/use-cases/trust.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { digests } from '#node/digests.ts';
import { trustOfStore } from '#node/trust-files.ts';
import { writeSigned } from '#node/write-signed.ts';
import type { Desk } from './desk.ts';
import { personName } from './desk.ts';
import { HeldForAWhile } from './held-for-a-while.ts';

type Seen = NonNullable<Output<'verifyBundle'>>;
type Work = Input<'workOnBundle'>;
type WorkDone = Output<'workOnBundle'>;
type Said = Omit<WorkDone, 'seen'>;

export class SeenBundles {
  readonly #desk: Desk;
  readonly #files = new HeldForAWhile<string>({ gone: () => new Fault('bundle/not-at-hand', {}) });

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** By the list of signers of this store. Touches neither network nor keychain, and writes nothing. */
  async look(file: string, handle?: string): Promise<Seen> {
    const [source, trust] = await this.#read(file);
    return {
      fileName: path.basename(file),
      handle: this.#files.hold(file, handle),
      verification: verifyBundle({ digests }, { source, trust, require: [] }),
    };
  }

  async work(work: Work): Promise<WorkDone> {
    const file = this.#files.get(work.handle);
    const said = await this.#done(work, file);
    return { seen: await this.look(file, work.handle), ...said };
  }

  async #read(file: string) {
    return Promise.all([readBundle(file), trustOfStore(this.#desk.storeFolder)]);
  }

  async #done(work: Work, file: string): Promise<Said> {
    switch (work.does) {
      case 'compare':
        return this.#compared(file);
      case 'import':
        return this.#imported(file, work.isUnverified);
      case 'sign':
        return this.#signed(file, work);
      case 'believe': {
        const given = [{ keyId: work.keyId, name: work.name, roles: [work.role], revokedAt: null }];
        await addTrust(this.#desk.ports, { given, reinstate: false, agreed: true });
        return { lines: [`${work.name} counts as ${work.role} from now on.`], payers: [] };
      }
    }
  }

  async #compared(file: string): Promise<Said> {
    const { ports } = this.#desk;
    const [source, trust] = await this.#read(file);
    const { opened, verification } = openSoundBundle({ digests }, { source, trust, require: [] });
    const there = new Set(await ports.store.refs());
    const refs = opened.manifest.payers.map(({ ref }) => ref).filter((ref) => there.has(ref));
    const before = sideOfPayers(await Promise.all(refs.map((ref) => ports.store.payer(ref))));
    const after = await sideOfBundle(ports, { label: path.basename(file), opened, verification });
    return { lines: differenceLines(await compareSides(ports, { before, after })), payers: [] };
  }

  async #imported(file: string, isUnverified: boolean): Promise<Said> {
    const [source, trust] = await this.#read(file);
    const wish = { source, trust, require: [], isUnverified, only: null, as: null, replaces: false };
    const { imported } = await importBundle(this.#desk.ports, wish);
    return { lines: imported.flatMap(importedLines), payers: imported.map(({ ref }) => ref) };
  }

  async #signed(file: string, { role, comment }: Extract<Work, { does: 'sign' }>): Promise<Said> {
    const { ports } = this.#desk;
    const [source, trust] = await this.#read(file);
    const statement = { role, signer: personName(), time: ports.clock.now().toISOString(), comment };
    const signed = await signBundle(ports, { source, trust, statement });
    await writeSigned(file, { source, signed });
    return { lines: [`Signed as ${role}. Hand this file on: it holds your signature beside the others.`], payers: [] };
  }
}

function importedLines({ ref, keysElsewhere, needsSecret, notAccepted }: Imported): string[] {
  return [
    `${ref} was made.`,
    ...keysElsewhere.map((kid) => `The private half of ${kid} is not here: load it in Keys.`),
    ...(needsSecret ? ['The client secret is not in a bundle: give it in Client.'] : []),
    ...notAccepted.map((code) => `Not let stand here, though it was there: ${code}`),
  ];
}
