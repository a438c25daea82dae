import type { Input, Output } from '#core/contract/contract.ts';
import type { Failure } from '#core/domain/fault.ts';
import { api, failureOf } from '../../bridge.ts';
import type { Shell } from '../../shell.svelte.ts';
import { Busy } from '../../ui/busy.svelte.ts';

type For = Input<'takeSecret'>['for'];

/** What the page “Where are my secrets?” shows, and what can be done there. */
export class Secrets {
  readonly busy = new Busy();
  list: Output<'listSecrets'> | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  get vault() {
    return this.#shell.status?.vault;
  }

  /** One piece of work, after which all is looked at again. */
  async act(what: string, work: () => Promise<unknown>): Promise<void> {
    if (this.busy.is) return;
    this.failure = null;
    await this.busy.during(what, async () => {
      try {
        await work();
      } catch (error) {
        this.failure = failureOf(error);
      }
    });
    await this.look();
  }

  /** Hands a passphrase over; it is kept nowhere in the window. */
  give(what: string, owner: For, secret: string): void {
    void this.act(what, () => api.takeSecret({ for: owner, secret }));
  }

  async look(): Promise<void> {
    await this.#shell.refreshStatus();
    try {
      this.list = await api.listSecrets();
    } catch (error) {
      this.failure ??= failureOf(error);
    }
  }
}
