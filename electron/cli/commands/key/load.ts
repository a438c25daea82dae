import path from 'node:path';
import { explain } from '#core/domain/catalogue.ts';
import { Fault } from '#core/domain/fault.ts';
import { leftOver } from '#core/domain/keys/join.ts';
import type { KeyFile } from '#core/domain/keys/key-file.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import type { Sharing } from '#core/use-cases/payer-keys.ts';
import { keepKeyFile } from '#core/use-cases/payer-keys.ts';
import { readStandardInputBytes } from '../../ask.ts';
import type { Context } from '../../context.ts';
import { personName } from '../../person.ts';
import { UsageError } from '../../report.ts';
import { listed } from './listed.ts';

export const loadUsage = `payer-wizard key load PAYER FILE [--share REASON]
           a private key in any form, with its certificates; or certificates for a key that is here. FILE may be -;
           a passphrase comes from a prompt or --secret-file. --share: it may serve another payer too`;

/** Tells on standard error what the file holds, before anything of it is kept. */
export async function load(context: Context, ref: PayerRef, [file]: readonly string[]): Promise<number> {
  if (file === undefined) throw new UsageError('a FILE is needed');
  const sharing = sharingGiven(context);
  const read = await readFile(context, file);
  const { ports, report } = context;
  for (const { says } of read.parts) report.say(says);
  const fileName = file === '-' ? '' : path.basename(file);
  const payer = await keepKeyFile(ports, { ref, file: read, fileName, sharing });
  for (const { subject } of leftOver(payer.keys, read.certificates))
    report.remark({ code: 'certificate/left-over', ...explain('certificate/left-over', { subject }) });
  return listed(context, payer);
}

async function readFile(context: Context, file: string): Promise<KeyFile> {
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

function sharingGiven(context: Context): Sharing | null {
  const reason = context.text('share')?.trim();
  if (reason === '') throw new UsageError('--share needs a reason');
  return reason === undefined ? null : { reason, by: personName() };
}
