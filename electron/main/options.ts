import { parseArgs } from 'node:util';

/** What a start can be told. Everything else on the command line is Chromium's. */
export interface Options {
  /** `--store=DIR`, or else PAYER_WIZARD_STORE; null: the person's own store. */
  readonly store: string | null;
  readonly selfTest: boolean;
  /** PAYER_WIZARD_DEMO, set by `npm run demo`: what to type into Discover, and the target to push to. */
  readonly demo: Demo | null;
}

export interface Demo {
  readonly address: string;
  readonly target: string;
}

/** An argument or variable that cannot be read counts as not given: a window without it is better than none. */
export function readOptions(given: {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
}): Options {
  const { values } = parseArgs({
    args: [...given.args],
    options: { store: { type: 'string' }, 'self-test': { type: 'boolean' } },
    strict: false,
  });

  return {
    store: textOrNull(values.store) ?? textOrNull(given.env.PAYER_WIZARD_STORE),
    selfTest: values['self-test'] === true,
    demo: readDemo(given.env.PAYER_WIZARD_DEMO),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function readDemo(json: string | undefined): Demo | null {
  if (json === undefined) return null;
  try {
    const { address, target } = JSON.parse(json) as { address?: unknown; target?: unknown };
    return typeof address === 'string' && typeof target === 'string' ? { address, target } : null;
  } catch {
    return null;
  }
}
