import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Desk } from './command-line.ts';

const program = path.resolve(import.meta.dirname, '../../../dist/cli/payer-wizard.mjs');

/** A person at a terminal, who answers each prompt when it is there. */
export async function typed(
  { folder, store }: Pick<Desk, 'folder' | 'store'>,
  { args, answers }: Readonly<Record<'args' | 'answers', readonly string[]>>,
): Promise<{ status: number | null; shown: string }> {
  const quoted = [process.execPath, program, ...args].map((each) => `'${each}'`).join(' ');
  const child = spawn('script', ['-qec', quoted, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, PAYER_WIZARD_STORE: store },
  });
  let shown = '';
  let left = [...answers];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    // A prompt ends with a colon and a blank.
    const prompts = shown.match(/: (?:\r?\n|$)/g)?.length ?? 0;
    const [answer, ...others] = left;
    if (answer === undefined || prompts <= answers.length - left.length) return;
    left = others;
    child.stdin.write(`${answer}\r`);
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, shown };
}
