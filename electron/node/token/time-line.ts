/** @file The steps of one exchange with their durations, told to whoever waits as they come. */
import type { Watcher, WireStep } from '#core/ports.ts';

export interface TimeLine {
  /** All so far, in order. What was not reached is not among them. */
  readonly steps: () => readonly WireStep[];
  /** The name of the step under way; null: none. */
  readonly underWay: () => WireStep['name'] | null;
  readonly begins: (name: WireStep['name']) => void;
  /** The step under way is done; without one, nothing is. */
  readonly done: (noted: string) => void;
  readonly failed: (noted: string) => void;
  /** What is still seen after the end, of a name that was being looked up, say, is told to nobody. */
  readonly close: () => void;
}

export function timeLine({ onSteps }: Pick<Watcher, 'onSteps'> = {}): TimeLine {
  let past: readonly WireStep[] = [];
  let isClosed = false;
  let now: { readonly name: WireStep['name']; readonly at: number } | null = null;
  const milliseconds = () => (now === null ? 0 : Math.round(performance.now() - now.at));
  const steps = (): readonly WireStep[] =>
    now === null ? past : [...past, { name: now.name, state: 'under-way', milliseconds: milliseconds(), noted: '' }];
  const ends = (state: 'done' | 'failed', noted: string) => {
    if (now === null) return;
    past = [...past, { name: now.name, state, milliseconds: milliseconds(), noted }];
    now = null;
    onSteps?.(steps());
  };
  return {
    steps,
    underWay: () => now?.name ?? null,
    begins: (name) => {
      if (isClosed) return;
      now = { name, at: performance.now() };
      onSteps?.(steps());
    },
    done: (noted) => ends('done', noted),
    failed: (noted) => ends('failed', noted),
    close: () => {
      isClosed = true;
    },
  };
}
