import type { Input, Output } from '#core/contract/contract.ts';
import type { Failure } from '#core/domain/fault.ts';
import type { Target } from '#core/domain/push/target.ts';
import { api, failureOf } from '../../bridge.ts';
import { Busy } from '../../ui/busy.svelte.ts';
import type { Notices } from '../../ui/notices.svelte.ts';
import { count } from '../../ui/words.ts';

/** What is known of a target after it was asked: facts, or why there are none. */
export type Asked = { readonly facts: Output<'testTarget'> } | { readonly failure: Failure };

/** '': none was. */
export type Typed = Readonly<Record<'password' | 'proxyPassword', string>>;

/** The list of targets and what is done with it. */
export class Targets {
  readonly #notices: Notices;
  readonly busy = new Busy();
  list: readonly Target[] | null = $state.raw(null);
  asked = $state.raw<Readonly<Record<string, Asked>>>({});
  /** The target being edited; `before` is null for a new one. */
  editing: { readonly before: Target | null } | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  /** Why the target that is edited was not saved. */
  unsaved: Failure | null = $state.raw(null);

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  async start(): Promise<void> {
    try {
      this.list = await api.listTargets();
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  edit(before: Target | null): void {
    this.unsaved = null;
    this.editing = { before };
  }

  close(): void {
    this.editing = null;
  }

  /** Saves the target and then the passwords that were typed. */
  async save(draft: Input<'saveTarget'>, { password, proxyPassword }: Typed): Promise<void> {
    this.unsaved = null;
    try {
      await this.busy.during('Saving', async () => {
        await api.saveTarget(draft);
        const { name } = draft;
        if (password !== '') await api.takeSecret({ for: { is: 'target', name }, secret: password });
        if (proxyPassword !== '') await api.takeSecret({ for: { is: 'target-proxy', name }, secret: proxyPassword });
      });
      this.editing = null;
      this.#notices.say(`Saved: ${draft.name}.`);
    } catch (error) {
      this.unsaved = failureOf(error);
    }
    await this.start();
  }

  async test(name: string): Promise<void> {
    const asked: Asked = await this.busy.during(name, async () => {
      try {
        return { facts: await api.testTarget({ name }) };
      } catch (error) {
        return { failure: failureOf(error) };
      }
    });
    this.asked = { ...this.asked, [name]: asked };
  }

  /** A CA to trust for this target, beside the system's. */
  async addAuthority(name: string): Promise<void> {
    try {
      const chosen = await api.chooseTargetAuthority({ name });
      if (chosen) {
        const { target, leftOut } = chosen;
        const left = leftOut.length === 0 ? '' : ` Left out, for they are no CAs: ${leftOut.join('; ')}.`;
        this.#notices.say(`${name} trusts ${count(target.authorities.length, 'CA')} of its own.${left}`);
      }
    } catch (error) {
      this.#notices.fail(failureOf(error));
    }
    await this.start();
  }

  /** For a server that wants mutual TLS: one is chosen, or the one that there is goes. */
  async changeClientKey({ name, clientKey }: Target): Promise<void> {
    try {
      const target = await (clientKey ? api.forgetTargetClientKey({ name }) : api.chooseTargetClientKey({ name }));
      if (target) this.#notices.say(`${name} is shown ${target.clientKey?.certificate?.subject ?? 'no certificate'}.`);
    } catch (error) {
      this.#notices.fail(failureOf(error));
    }
    await this.start();
  }

  async remove(name: string): Promise<void> {
    try {
      await api.removeTarget({ name });
      this.#notices.say(`${name} was removed. Nothing changed on that Smile CDR.`);
    } catch (error) {
      this.#notices.fail(failureOf(error));
    }
    await this.start();
  }
}
