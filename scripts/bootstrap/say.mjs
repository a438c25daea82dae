/** @file What the scripts tell. Progress goes to standard error, so that results can be piped. */

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A failure with its remedy: shown without a stack, for it is no bug. */
export class Stop extends Error {
  constructor(says, remedy) {
    super(says);
    this.remedy = remedy;
  }
}

/** Runs a script’s story; a `Stop` ends it with two lines and status 1. */
export async function story(tell) {
  try {
    await tell();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(`\nstopped: ${error.message}`);
    say(`   do: ${error.remedy}`);
    process.exitCode = 1;
  }
}
