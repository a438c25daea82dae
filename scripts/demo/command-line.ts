import { spawn } from 'node:child_process';
import path from 'node:path';

/** One command: its title, its arguments, what is piped to it, and the statuses that are right for it. */
export interface Wanted {
  readonly says: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly statuses?: readonly number[];
}

/** Runs a command, prints it and its results, and answers its standard output. Throws when the status is not a wanted one. */
export type Run = (wanted: Wanted) => Promise<string>;

export function commandLine({ root, store, folder }: { root: string; store: string; folder: string }): Run {
  const program = path.join(root, 'dist/cli/payer-wizard.mjs');
  return async ({ says, args, input = '', statuses = [0] }) => {
    process.stdout.write(`\n# ${says}\n$ payer-wizard ${args.map(quoted).join(' ')}\n`);
    const child = spawn(process.execPath, [program, ...args, '--store', store], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end(input);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      output += part;
    });
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    process.stdout.write(output.replaceAll(/^/gm, '  ').trimEnd() + '\n');
    if (status === null || !statuses.includes(status))
      throw new Error(`The step “${says}” ended with status ${String(status)}`);
    return output;
  };
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
