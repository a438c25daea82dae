/** @file Finds the command, reads its arguments, runs it, and turns what it throws into words and a status. */
import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { commandList, commandNamed } from './commands.ts';
import { Context } from './context.ts';
import { withDashedValues } from './dashed.ts';
import { globalOptions } from './options.ts';
import { exit, Report, UsageError } from './report.ts';

/** Runs one command. Answers the exit status; never throws. */
export async function run(name: string | undefined, args: string[]): Promise<number> {
  // Help that was asked for is a result; help after a mistake is not.
  if (name === '--help' || name === 'help') return told(overview());
  if (name === undefined) {
    process.stderr.write(overview());
    return exit.usage;
  }
  const command = await commandNamed(name);
  if (command === undefined) {
    const says = name.startsWith('-') ? 'options stand behind the command' : `there is no command “${name}”`;
    process.stderr.write(`payer-wizard: ${says}\n${overview()}`);
    return exit.usage;
  }
  return runCommand(command, args);
}

async function runCommand(command: Command, args: string[]): Promise<number> {
  // Known before the arguments are: a wrong usage is told in JSON too.
  const report = new Report(args.includes('--json'));
  try {
    const { values, positionals } = readArguments(command, args);
    if (values['help'] === true) return told(`${usageOf(command, args)}\n`);
    return await command.run(new Context(values, report), positionals);
  } catch (error) {
    if (!(error instanceof UsageError)) return report.fail(error);
    report.say(error.message);
    process.stderr.write(`${usageOf(command, args)}\n`);
    return exit.usage;
  }
}

function readArguments(command: Command, given: string[]) {
  const options = { ...globalOptions, ...command.options };
  const args = command.takesKids === true ? withDashedValues(given, options) : given;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // Node writes several lines; a message of ours is one.
    if (error instanceof TypeError) throw new UsageError(error.message.replaceAll('\n', ' '));
    throw error;
  }
}

function usageOf(command: Command, args: readonly string[]): string {
  return command.usageFor?.(args) ?? command.usage;
}

function told(text: string): number {
  process.stdout.write(text);
  return exit.done;
}

function overview(): string {
  const commands = commandList.map(({ name, says }) => `  ${name.padEnd(14)}${says}\n`).join('');
  return `Usage: payer-wizard COMMAND …

${commands}
payer-wizard COMMAND --help tells how each is called. All of them take:
  --store DIR             another store than your own
  --json                  the result as one JSON value
  --secret-file F         a secret, from a file; - is standard input
  --passphrase-file F     for a vault without a keychain; - is standard input
  --proxy system|none|URL how to go out; system, which is the default, reads HTTPS_PROXY and NO_PROXY
  --allow-private         loopback and private addresses may be asked
  --time RFC3339          the time to state, for a result that can be reproduced
`;
}
