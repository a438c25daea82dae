/** @file Finds the command, reads its arguments, runs it, and turns what it throws into words and a status. */
import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { commandNamed, commandNames } from './commands.ts';
import { Context } from './context.ts';
import { globalOptions } from './options.ts';
import { exit, Report, UsageError } from './report.ts';

/** Runs one command. Answers the exit status; never throws. */
export async function run(name: string | undefined, args: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    process.stderr.write(overview());
    return name === undefined ? exit.usage : exit.done;
  }
  const command = await commandNamed(name);
  if (command === undefined) {
    process.stderr.write(`payer-wizard: there is no command “${name}”\n${overview()}`);
    return exit.usage;
  }
  return runCommand(command, args);
}

async function runCommand(command: Command, args: string[]): Promise<number> {
  // Known before the arguments are: a wrong usage is told in JSON too.
  const report = new Report(args.includes('--json'));
  try {
    const { values, positionals } = readArguments(command, args);
    if (values['help'] === true) {
      process.stderr.write(`${command.usage}\n`);
      return exit.done;
    }
    return await command.run(new Context(values, report), positionals);
  } catch (error) {
    if (!(error instanceof UsageError)) return report.fail(error);
    report.say(error.message);
    process.stderr.write(`${command.usage}\n`);
    return exit.usage;
  }
}

function readArguments(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...globalOptions, ...command.options }, allowPositionals: true });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}

function overview(): string {
  const names = commandNames.map((name) => `  payer-wizard ${name}\n`).join('');
  return `Usage: payer-wizard COMMAND … (each tells more with --help)\n${names}`;
}
