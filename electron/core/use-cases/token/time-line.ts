import type { Stage, StageName } from '../../domain/token/report.ts';
import type { Clock, WireStep } from '../../ports.ts';

type Told = Pick<Stage, 'state' | 'says'>;

/** The stages of one run, told to whoever waits as they begin and end. */
export class TimeLine {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #tell: (stages: readonly Stage[]) => void;
  #stages: readonly Stage[] = [];

  constructor(clock: Pick<Clock, 'now'>, tell: (stages: readonly Stage[]) => void = () => undefined) {
    this.#clock = clock;
    this.#tell = tell;
  }

  get stages(): Stage[] {
    return this.#stages.map((stage) => ({ ...stage }));
  }

  /** Does some work as a stage. What it throws is thrown on, and the stage has failed. */
  async during<T>(name: StageName, work: () => Promise<T>, told: (result: T) => Told): Promise<T> {
    const before = this.#stages;
    const began = this.#clock.now().getTime();
    const end = (how: Told) => {
      const milliseconds = Math.max(0, Math.round(this.#clock.now().getTime() - began));
      this.#become([...before, { name, milliseconds, ...how }]);
    };
    this.#become([...before, { name, state: 'under-way', milliseconds: 0, says: '' }]);
    try {
      const result = await work();
      end(told(result));
      return result;
    } catch (error) {
      end({ state: 'failed', says: '' });
      throw error;
    }
  }

  /** The exchange with the payer: its steps, seen anew as a whole each time. */
  wire(): (steps: readonly WireStep[]) => void {
    const before = this.#stages;
    return (steps) => {
      this.#become([
        ...before,
        ...steps.map(({ name, state, milliseconds, noted }) => ({
          name,
          state,
          milliseconds: Math.round(milliseconds),
          says: noted,
        })),
      ]);
    };
  }

  notReached(names: readonly StageName[], says = ''): void {
    if (names.length === 0) return;
    const missing = names.map((name) => ({ name, state: 'not-reached' as const, milliseconds: 0, says }));
    this.#become([...this.#stages, ...missing]);
  }

  #become(stages: readonly Stage[]): void {
    this.#stages = stages;
    this.#tell(this.stages);
  }
}
