import { createContext } from 'svelte';
import type { Output } from '#core/contract/contract.ts';
import type { Failure } from '#core/domain/fault.ts';
import { problemWords } from '#core/domain/problem.ts';
import { texts } from '#core/domain/texts.ts';
import { api, failureOf } from './bridge.ts';
import { OpenedKeyFiles } from './steps/keys/opened-key-files.svelte.ts';
import { Notices } from './ui/notices.svelte.ts';
import { Wizard } from './wizard/wizard.svelte.ts';

export type Page = 'payers' | 'targets' | 'signing-key' | 'secrets';
export type SheetName = 'shortcuts' | 'help';
type SeenBundle = NonNullable<Output<'verifyBundle'>>;

/** Where in the app we are, and what every place needs to know. */
export class Shell {
  #words: Promise<void> | undefined;
  readonly notices = new Notices();
  readonly keyFiles = new OpenedKeyFiles();
  page: Page = $state('payers');
  wizard: Wizard | null = $state.raw(null);
  status: Output<'status'> | null = $state.raw(null);
  payers: Output<'listPayers'> | null = $state.raw(null);
  /** Why the payers could not be listed. */
  unlisted: Failure | null = $state.raw(null);
  sheet: SheetName | null = $state.raw(null);
  asksForNewPayer = $state(false);
  /** How Discover of the next new payer starts. */
  firstWay: 'address' | 'file' = 'address';
  /** A bundle that was verified, until its verdict is closed. */
  seen: SeenBundle | null = $state.raw(null);
  /** The payer to put the focus on when the list comes back. */
  lastRef = '';

  async start(): Promise<void> {
    await Promise.all([this.#takeWords(), this.refreshStatus(), this.refreshPayers()]);
  }

  /** See [Note: Words of the window]: asked for once, and waited for by whatever judges a payer. */
  async #takeWords(): Promise<void> {
    this.#words ??= api.words().then((words) => {
      Object.assign(problemWords, words.problems);
      Object.assign(texts, words.texts);
    });
    await this.#words;
  }

  async refreshStatus(): Promise<void> {
    try {
      this.status = await api.status();
    } catch (error) {
      this.notices.fail(failureOf(error));
    }
  }

  async refreshPayers(): Promise<void> {
    try {
      // Home says some of them at once, and what was said before they came would stand.
      const [payers] = await Promise.all([api.listPayers(), this.#takeWords()]);
      this.payers = payers;
      this.unlisted = null;
    } catch (error) {
      this.unlisted = failureOf(error);
    }
  }

  async open(ref: string): Promise<void> {
    this.keyFiles.closeAll();
    try {
      const [payer] = await Promise.all([api.readPayer({ ref }), this.#takeWords()]);
      this.wizard = new Wizard({ api, payer, notices: this.notices });
      this.lastRef = ref;
      await this.wizard.go(this.wizard.step);
    } catch (error) {
      this.notices.fail(failureOf(error));
    }
  }

  /** Leaves the payer. What was typed is saved first; when that fails the payer stays open and says why. */
  async show(page: Page): Promise<void> {
    await this.wizard?.flush();
    if (this.wizard?.saved.is === 'failed') return;
    this.wizard = null;
    this.page = page;
    void this.refreshStatus();
    if (page === 'payers') await this.refreshPayers();
  }

  /** The payer is gone: there is nothing to save any more. */
  async leaveRemoved(ref: string): Promise<void> {
    this.wizard = null;
    this.page = 'payers';
    this.notices.say(`${ref} was removed.`);
    await this.refreshPayers();
  }

  async verifyBundle(): Promise<void> {
    try {
      this.seen = await api.verifyBundle();
    } catch (error) {
      this.notices.fail(failureOf(error));
    }
  }

  /** A file that was let fall on the window: a document, a key or a bundle, told apart by its content. */
  async takeDropped(file: File, retrievedFrom: string): Promise<void> {
    const { wizard } = this;
    const ref = wizard?.payer.ref ?? null;
    if (wizard === null) {
      try {
        this.#takeAnswer(await api.takeDroppedFile({ ref, retrievedFrom }, file));
      } catch (error) {
        this.notices.fail(failureOf(error));
      }
      return;
    }
    await wizard.act({ place: 'drop', what: 'Reading' }, async () => {
      const answer = await api.takeDroppedFile({ ref, retrievedFrom }, file);
      if (answer.is === 'payer') return this.told(answer);
      this.#takeAnswer(answer);
      return null;
    });
  }

  /** The payer, after what a file did not tell was said. */
  told({ payer, says }: NonNullable<Output<'discoverFiles'>>): typeof payer {
    if (says) this.notices.say(says);
    return payer;
  }

  #takeAnswer(answer: Output<'takeDroppedFile'>): void {
    if (answer.is === 'verification') this.seen = answer;
    if (answer.is !== 'key-file') return;
    this.keyFiles.take(answer.opened);
    void this.wizard?.go('keys');
  }
}

export const [useShell, provideShell] = createContext<Shell>();
