import { createContext } from 'svelte';
import type { LikelyCause } from '#core/domain/diagnosis/diagnosis.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import { fields } from '#core/domain/payer/fields.ts';
import type { Stage } from '#core/domain/token/report.ts';
import { isTestCurrent } from '#core/domain/token/settings.ts';
import type { Wizard } from '../../wizard/wizard.svelte.ts';

type FieldValues = Partial<Record<FieldName, string>>;

const EVERY_MILLISECONDS = 150;
const ASKING = 'Asking';
const PROBING = 'Probing';
const SIGNING_IN = 'Waiting for the browser';

/** The live test of one payer: what runs, how far it is, and what was wished for. It goes on while other steps are looked at. */
export class LiveTest {
  readonly #wizard: Wizard;
  /** Whether the token is tried at the FHIR base. */
  nextCall = $state(false);
  /** How far the test is that runs just now. */
  stages: readonly Stage[] = $state.raw([]);
  /** Set once the person has asked for the end of what runs. */
  isEnding = $state(false);
  /** The name of the payer, as it was typed before probes in production. */
  confirmation = $state('');

  readonly isRunning: boolean = $derived.by(() => this.#wizard.busy.what === ASKING);
  readonly busy = $derived.by(() => this.#wizard.busy.words(ASKING));
  readonly probing = $derived.by(() => this.#wizard.busy.words(PROBING));
  readonly signingIn = $derived.by(() => this.#wizard.busy.words(SIGNING_IN));
  /** Why no other test can begin; undefined: one can. */
  readonly notYet = $derived.by(() => (this.#wizard.busy.is ? `${this.#wizard.busy.what}: wait for it.` : undefined));
  readonly isCurrent: boolean = $derived.by(() => isTestCurrent(this.#wizard.payer));

  constructor(wizard: Wizard) {
    this.#wizard = wizard;
  }

  /** `remedyOf`: the cause whose remedy was put in just before; '' for none. */
  async run(remedyOf = ''): Promise<void> {
    if (this.#wizard.busy.is) return;
    const { api } = this.#wizard;
    this.stages = [];
    this.isEnding = false;
    const looking = setInterval(() => void this.#look(), EVERY_MILLISECONDS);
    try {
      await this.#wizard.act({ place: 'test', what: ASKING }, ({ ref }) =>
        api.testToken({ ref, nextCall: this.nextCall, remedyOf }),
      );
    } finally {
      clearInterval(looking);
    }
  }

  /** Ends the test or the probes that run. */
  async cancel(): Promise<void> {
    this.isEnding = true;
    await this.#wizard.api.cancelTest({ ref: this.#wizard.payer.ref });
  }

  /** Puts the values of a remedy into the fields, as the person could have typed them, and asks again. */
  async change(code: LikelyCause['code'], values: Readonly<Record<string, string>>): Promise<void> {
    if (this.#wizard.busy.is) return;
    this.#wizard.chooseTogether(fieldValues(values));
    await this.run(code);
  }

  async probe(): Promise<void> {
    const { confirmation } = this;
    this.isEnding = false;
    const probed = await this.#wizard.act({ place: 'probes', what: PROBING }, ({ ref }) =>
      this.#wizard.api.probePayer({ ref, confirmation }),
    );
    // Typed anew for each run: it is a decision each time.
    if (probed) this.confirmation = '';
  }

  /** Opens the payer's sign-in page in the person's own browser. */
  async signIn(): Promise<void> {
    this.isEnding = false;
    await this.#wizard.act({ place: 'sign-in', what: SIGNING_IN }, ({ ref }) => this.#wizard.api.testSignIn({ ref }));
  }

  async cancelSignIn(): Promise<void> {
    this.isEnding = true;
    await this.#wizard.api.cancelSignIn({ ref: this.#wizard.payer.ref });
  }

  async #look(): Promise<void> {
    try {
      const now = await this.#wizard.api.testProgress({ ref: this.#wizard.payer.ref });
      if (now.length > 0) this.stages = now;
    } catch {
      // The test itself tells what is wrong; this only looks on.
    }
  }
}

/** Those values of a remedy that are fields of a payer. */
export function fieldValues(values: Readonly<Record<string, string>>): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in fields));
}

export const [useLiveTest, provideLiveTest] = createContext<LiveTest>();
