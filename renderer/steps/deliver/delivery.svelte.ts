import type { KeystoreWay } from '#core/domain/push/keystore.ts';
import type { Plan, PushRecord } from '#core/domain/push/plan-types.ts';
import type { Target } from '#core/domain/push/target.ts';
import type { Wizard } from '../../wizard/wizard.svelte.ts';

/** Plan, push and roll back for one payer. The plan that is shown is the plan that is pushed. */
export class Delivery {
  readonly #wizard: Wizard;
  readonly #wished: string;
  targets: readonly Target[] | null = $state.raw(null);
  chosen = $state('');
  plan: Plan | null = $state.raw(null);
  /** The plan, for a change ticket. */
  text = $state('');
  keystores: KeystoreWay = $state('leave');
  /** What came of the last push or roll back made here. */
  record: PushRecord | null = $state.raw(null);
  pushes: readonly PushRecord[] = $state.raw([]);
  confirmation = $state('');

  readonly target = $derived(this.targets?.find(({ name }) => name === this.chosen));
  readonly isConfirmed = $derived(this.target?.production !== true || this.confirmation === this.target.name);
  /** Whether the plan would write anything. */
  readonly writes = $derived(this.plan?.steps.some((step) => 'changes' in step) ?? false);
  readonly conflicts = $derived(this.plan?.steps.some(({ does }) => does === 'conflict') ?? false);

  constructor(wizard: Wizard, wished: string) {
    this.#wizard = wizard;
    this.#wished = wished;
  }

  async start(): Promise<void> {
    // Not by `ask`: nothing has to wait for these two, and they are no work that the person began.
    const [targets, pushes] = await Promise.allSettled([this.#wizard.api.listTargets(), this.#wizard.api.listPushes()]);
    this.targets = targets.status === 'fulfilled' ? targets.value : [];
    if (pushes.status === 'fulfilled') this.#takePushes(pushes.value);
    for (const settled of [targets, pushes])
      if (settled.status === 'rejected') this.#wizard.failAt('plan', settled.reason);
    const wished = this.targets.find(({ name }) => name === this.#wished) ?? this.targets[0];
    this.chosen = wished?.name ?? '';
  }

  choose(name: string): void {
    this.chosen = name;
    this.plan = null;
    this.record = null;
    this.confirmation = '';
  }

  chooseKeystores(way: string): void {
    this.keystores = way as KeystoreWay;
    this.plan = null;
  }

  async makePlan(): Promise<void> {
    const { api, payer } = this.#wizard;
    this.record = null;
    this.confirmation = '';
    const planned = await this.#wizard.ask({ place: 'plan', what: 'Reading the target' }, async () => {
      await this.#wizard.flush();
      return api.planPush({ ref: payer.ref, target: this.chosen, keystores: this.keystores });
    });
    this.plan = planned?.plan ?? null;
    this.text = planned?.text ?? '';
  }

  async push(): Promise<void> {
    const { plan, confirmation } = this;
    const { api, payer } = this.#wizard;
    if (plan === null || !this.isConfirmed) return;
    const record = await this.#wizard.ask({ place: 'push', what: 'Pushing' }, () =>
      api.push({ ref: payer.ref, plan, confirmation }),
    );
    if (record === undefined) return;
    this.plan = null;
    this.confirmation = '';
    await this.#took(record);
  }

  async rollBack(id: string, wish: { confirmation: string; keepSecrets: boolean }): Promise<boolean> {
    const record = await this.#wizard.ask({ place: 'rollback', what: 'Rolling back' }, () =>
      this.#wizard.api.rollback({ id, ...wish }),
    );
    if (record === undefined) return false;
    this.plan = null;
    await this.#took(record);
    return true;
  }

  async #took(record: PushRecord): Promise<void> {
    this.record = record;
    const pushes = await this.#wizard.ask({ place: 'plan', what: 'Listing' }, () => this.#wizard.api.listPushes());
    if (pushes) this.#takePushes(pushes);
  }

  #takePushes(pushes: readonly PushRecord[]): void {
    const { ref } = this.#wizard.payer;
    this.pushes = pushes
      .filter(({ results }) => results.some(({ step }) => step.payer === ref))
      .toSorted((a, b) => b.at.localeCompare(a.at));
  }
}
