/** @file The entry of `payer-wizard`. It loads nothing before it knows the command: `--version` has to be as quick as Node. */
import { version } from '#core/version.ts';

const [first, ...rest] = process.argv.slice(2);

if (first === '--version') console.log(version);
else process.exitCode = await (await import('./run.ts')).run(first, rest);
