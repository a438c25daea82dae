import path from 'node:path';
import { Fault } from '#core/domain/fault.ts';
import type { LeftOver } from '#core/domain/keys/join.ts';
import { toldLeftOver } from '#core/use-cases/key-certificates.ts';
import type { KeyFile } from '#core/domain/keys/key-file.ts';
import { readStandardInputBytes } from '../../ask.ts';
import type { Context } from '../../context.ts';
import { UsageError } from '../../report.ts';

/** What a file holds, or standard input for `-`; a passphrase is asked for where it wants one. */
export async function readKeyFile(context: Context, file: string): Promise<KeyFile> {
  const isInput = file === '-';
  if (isInput && context.text('secret-file') === '-')
    throw new UsageError('standard input is either the key or its passphrase');
  const bytes = isInput ? await readStandardInputBytes() : await context.readBytes(file);
  const { keyFiles } = context.ports;
  try {
    return await keyFiles.read({ bytes, passphrase: null });
  } catch (error) {
    // With the key on standard input no passphrase can come from there: the fault says what to do.
    const canAsk = !isInput || context.text('secret-file') !== undefined;
    if (!(error instanceof Fault) || (error as Fault).code !== 'key/encrypted' || !canAsk) throw error;
    return await keyFiles.read({ bytes, passphrase: await context.secret(`Passphrase of ${path.basename(file)}`) });
  } finally {
    bytes.fill(0);
  }
}

/** What a file held and nobody needs is not dropped in silence. */
export function tellLeftOver({ report }: Context, left: readonly LeftOver[]): void {
  for (const each of left) report.remark(toldLeftOver(each));
}
