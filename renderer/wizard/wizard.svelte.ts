import { createContext, tick } from 'svelte';
import type { Output } from '#core/contract/contract.ts';
import { definitionOf } from '#core/domain/definition/definition-of.ts';
import type { Failure } from '#core/domain/fault.ts';
import { isTyped } from '#core/domain/payer/edit.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import { fields } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { stepStates } from '#core/domain/payer/progress.ts';
import type { StepId } from '#core/domain/payer/progress.ts';
import type { Problem } from '#core/domain/problem.ts';
import type { NetworkChanges } from '#core/domain/payer/change.ts';
import { settingProblems } from '#core/domain/token/setting-problems.ts';
import { failureOf } from '../bridge.ts';
import type { Api } from '../bridge.ts';
import { Busy } from '../ui/busy.svelte.ts';
import type { Notices } from '../ui/notices.svelte.ts';
import { isStep, neighbour, placeOf, startsFolded } from './flow.ts';
import { History } from './history.svelte.ts';
import type { Change, FieldEdit } from './history.svelte.ts';
import { Saving } from './saving.svelte.ts';

interface Given {
  readonly api: Api;
  readonly payer: Payer;
  readonly notices: Notices;
}

/** One payer being worked on. Everything but the payer, the position and what is being typed is derived. */
export class Wizard {
  readonly api: Api;
  readonly notices: Notices;
  readonly busy = new Busy();
  readonly history = new History();
  readonly #saving: Saving;
  #step: StepId = $state('discover');
  #panel = $state.raw<Partial<Record<StepId, boolean>>>({});
  #typing = $state.raw<{ name: FieldName; text: string } | null>(null);
  #touched = $state.raw<ReadonlySet<FieldName>>(new Set());
  #failures = $state.raw<Partial<Record<string, Failure>>>({});

  readonly payer: Payer = $derived.by(() => this.#saving.payer);
  readonly checked = $derived.by(() => definitionOf(this.payer));
  readonly states = $derived.by(() => stepStates(this.payer, new Date()));
  readonly saved = $derived.by(() => this.#saving.saved);
  readonly step = $derived(this.#step);
  readonly back = $derived(neighbour(this.#step, -1));
  readonly next = $derived(neighbour(this.#step, 1));
  readonly panelIsOpen = $derived(this.#panel[this.#step] ?? !startsFolded(this.#step));

  constructor({ api, payer, notices }: Given) {
    this.api = api;
    this.notices = notices;
    const onReloaded = () => {
      notices.say('This payer was changed elsewhere. It was read again, and what you typed stands on top of it.');
    };
    this.#saving = new Saving({ api, payer, onReloaded });
    this.#step = isStep(payer.lastStep) ? payer.lastStep : 'discover';
  }

  /** The text of a field's editor: while it is typed into, exactly what was typed. */
  text(name: FieldName): string {
    return this.#typing?.name === name ? this.#typing.text : valueOf(this.payer, name);
  }

  type(name: FieldName, text: string): void {
    this.#typing = { name, text };
    this.#edit(this.#editOf(name, text));
  }

  /** A choice from a list is made at once, and is not typing. */
  choose(name: FieldName, value: string): void {
    this.type(name, value);
    this.leave(name);
  }

  /** Several fields at once: one change, which is taken back as one. */
  chooseTogether(values: Readonly<Partial<Record<FieldName, string>>>): void {
    this.#typing = null;
    const change = (Object.entries(values) as [FieldName, string][]).map(([name, value]) => this.#editOf(name, value));
    this.history.addTogether(change);
    this.#put(change, 'after');
  }

  /** What the documents or the wizard say stands again. */
  takeBack(name: FieldName): void {
    this.#typing = null;
    this.#edit({ name, before: valueOf(this.payer, name), after: null });
  }

  /** A field was left: now its problems may be shown. */
  leave(name: FieldName): void {
    if (this.#typing?.name === name) this.#typing = null;
    if (!this.#touched.has(name)) this.#touched = new Set([...this.#touched, name]);
    void this.flush();
  }

  /** The problems to show beside a field: not while it is typed into, and of an empty one only when it was visited. */
  problemsAt(name: FieldName): Problem[] {
    if (this.#typing?.name === name) return [];
    if (valueOf(this.payer, name) === '' && !this.#touched.has(name)) return [];
    return [...this.checked.problems, ...settingProblems(this.payer)].filter(({ at }) => at === name);
  }

  /** How the payer's servers are reached. */
  reach(changes: NetworkChanges): void {
    this.#saving.edit(changes);
  }

  /** The value that stands becomes the person's own, whatever the documents say since. */
  keep(name: FieldName): void {
    this.choose(name, valueOf(this.payer, name));
  }

  undo(): void {
    this.#replay(this.history.undo(), 'before', 'Taken back');
  }

  redo(): void {
    this.#replay(this.history.redo(), 'after', 'Done again');
  }

  flush(): Promise<void> {
    return this.#saving.flush();
  }

  async saveNow(): Promise<void> {
    await this.flush();
    if (this.saved.is === 'saved') this.notices.say('Saved.');
  }

  /** Goes to a step, saves, and puts the focus on its title or on the element that was asked for. */
  async go(id: StepId, element?: string): Promise<void> {
    this.#typing = null;
    if (id !== this.#step) this.#saving.edit({ lastStep: id });
    this.#step = id;
    void this.flush();
    await tick();
    const wanted = element === undefined ? null : document.getElementById(element);
    // What is folded away cannot take the focus.
    wanted?.closest('details')?.setAttribute('open', '');
    (wanted ?? document.querySelector<HTMLElement>('main h1'))?.focus();
  }

  /** Goes to the editor of a field, or to the place that a problem names. */
  async change(at: string): Promise<void> {
    const place = placeOf(at);
    if (place) await this.go(place.step, place.element);
  }

  foldPanel(open = !this.panelIsOpen): void {
    this.#panel = { ...this.#panel, [this.#step]: open };
  }

  /** The last failure of a part of the screen; undefined when its last call went well. */
  failureAt(place: string): Failure | undefined {
    return this.#failures[place];
  }

  failAt(place: string, error: unknown): void {
    this.#failures = { ...this.#failures, [place]: failureOf(error) };
  }

  /** Makes a call that changes the payer. Answers whether it did; a failure is shown at `place`, and nothing is lost. */
  async act(
    { place, what }: { place: string; what: string },
    call: (payer: Payer) => Promise<Output<'readPayer'> | null>,
  ): Promise<boolean> {
    return (await this.ask({ place, what }, () => this.#saving.change(call))) ?? false;
  }

  /** Makes any other call; undefined when it failed. */
  async ask<T>({ place, what }: { place: string; what: string }, call: () => Promise<T>): Promise<T | undefined> {
    if (this.busy.is) return undefined;
    this.#failures = { ...this.#failures, [place]: undefined };
    try {
      return await this.busy.during(what, call);
    } catch (error) {
      this.failAt(place, error);
      return undefined;
    }
  }

  #editOf(name: FieldName, after: string): FieldEdit {
    const before = this.payer.fields[name];
    return { name, before: before && isTyped(before) ? before.value : null, after };
  }

  #edit(edit: FieldEdit): void {
    this.history.add(edit);
    this.#put([edit], 'after');
  }

  #replay(change: Change | undefined, side: 'before' | 'after', words: string): void {
    if (change === undefined) return;
    this.#typing = null;
    this.#put(change, side);
    this.notices.say(`${words}: ${change.map(({ name }) => fields[name].label).join(', ')}.`);
  }

  #put(change: Change, side: 'before' | 'after'): void {
    this.#saving.edit({ fields: Object.fromEntries(change.map((edit) => [edit.name, edit[side]])) });
  }
}

export const [useWizard, provideWizard] = createContext<Wizard>();
