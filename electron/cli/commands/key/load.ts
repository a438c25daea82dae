import path from 'node:path';
import { explain } from '#core/domain/catalogue.ts';
import { withOneKey } from '#core/domain/keys/choose-key.ts';
import { notKept } from '#core/domain/keys/kept-as.ts';
import { leftOver } from '#core/domain/keys/join.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import type { Sharing } from '#core/use-cases/payer-keys.ts';
import { keepKeyFile } from '#core/use-cases/payer-keys.ts';
import type { Context } from '../../context.ts';
import { personName } from '../../person.ts';
import { UsageError } from '../../report.ts';
import { listed } from './listed.ts';
import { readKeyFile, tellLeftOver } from './read-key-file.ts';

export const loadUsage = `payer-wizard key load PAYER FILE [--key KID] [--share REASON]
           a private key in any form, with its certificates; or certificates and requests for a key that is here.
           FILE may be -; a passphrase comes from a prompt or --secret-file. --share: it may serve another payer too;
           --key: which one, where the file has several`;

/** Tells on standard error what the file holds, before anything of it is kept. */
export async function load(context: Context, ref: PayerRef, [file]: readonly string[]): Promise<number> {
  if (file === undefined) throw new UsageError('a FILE is needed');
  const sharing = sharingGiven(context);
  const all = await readKeyFile(context, file);
  const { ports, report } = context;
  for (const { says } of all.parts) report.say(says);
  const read = withOneKey(all, { ref, name: context.text('key') });
  const fileName = file === '-' ? '' : path.basename(file);
  const before = await ports.store.payer(ref);
  const payer = await keepKeyFile(ports, { ref, file: read, fileName, sharing });
  const same = before.keys.find(({ thumbprint }) => thumbprint === read.keys[0]?.thumbprint);
  if (same !== undefined)
    report.remark({ code: 'key/already-here', ...explain('key/already-here', { kid: same.kid }) });
  else for (const remark of read.keys.flatMap((key) => notKept(before.keys, key))) report.remark(remark);
  tellLeftOver(context, leftOver(payer.keys, read));
  return listed(context, payer);
}

function sharingGiven(context: Context): Sharing | null {
  const reason = context.text('share')?.trim();
  if (reason === '') throw new UsageError('--share needs a reason');
  return reason === undefined ? null : { reason, by: personName() };
}
