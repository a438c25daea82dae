import path from 'node:path';
import { concerns } from '#core/domain/keys/concerns.ts';
import { describeRequest } from '#core/domain/keys/describe.ts';
import type { RequestRecord, TemplateId } from '#core/domain/keys/key-record.ts';
import { differingPart } from '#core/domain/keys/pair.ts';
import { templates } from '#core/domain/keys/templates.ts';
import { Fault } from '#core/domain/fault.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import { keyIn } from '#core/use-cases/key-in.ts';
import { forgetRequest, makeRequest } from '#core/use-cases/key-certificates.ts';
import { writeWhole } from '#node/files.ts';
import type { Context } from '../../context.ts';
import { exit, UsageError } from '../../report.ts';
import { chosenKey } from './chosen-key.ts';
import { hasWish, wishOf, wishUsage } from './wish-options.ts';

export const csrUsage = `payer-wizard key csr PAYER [--key KID] [--template ${templates.map(({ id }) => id).join('|')}] [--out FILE]
           ${wishUsage} [--replace]
           a certificate request, shown in words; the one that waits, where nothing is said about it. Another one takes
           its place with --replace only: it may be at the CA
       payer-wizard key csr PAYER [--key KID] --forget
           the request that waits is forgotten here`;

/** Makes a request, or takes the one that waits; shows it in words before it goes to FILE or standard output. */
export async function csr(context: Context, ref: PayerRef): Promise<number> {
  if (context.flag('forget')) return forget(context, ref);
  const { ports, report } = context;
  const payer = await ports.store.payer(ref);
  const { id, request: waiting } = chosenKey(payer, context.text('key'));
  const replaces = context.flag('replace');
  const template = templateGiven(context);
  const isAnew = waiting === null || hasWish(context) || template !== null || replaces;
  const { days: _, ...wish } = wishOf(context, { payer, template });
  const saved = isAnew ? await makeRequest(ports, { ref, keyId: id, wish, template, replaces }) : payer;

  const key = keyIn(saved, id);
  const request = key.request as RequestRecord;
  const what = differingPart(key);
  if (what !== null) throw new Fault('certificate/other-key', { what, kid: key.kid });
  for (const [label, value] of describeRequest(request)) report.say(`${label}: ${value}`);
  for (const concern of concerns(saved, ports.clock.now()))
    if (concern.keyId === id && concern.code !== 'request/waiting') report.remark(concern);
  await leave(context, { kid: key.kid, request });
  return exit.done;
}

async function forget(context: Context, ref: PayerRef): Promise<number> {
  if (hasWish(context) || ['template', 'out'].some((name) => context.text(name) !== undefined))
    throw new UsageError('--forget makes and writes nothing');
  const { ports, report } = context;
  const { id, kid, request } = chosenKey(await ports.store.payer(ref), context.text('key'));
  if (request === null) throw new Fault('request/none-waits', { kid });
  await forgetRequest(ports, { ref, keyId: id });
  report.result({ ok: true, kid, forgotten: request }, () => [`forgotten: the request of the key ${kid}`]);
  return exit.done;
}

async function leave(context: Context, { kid, request }: { kid: string; request: RequestRecord }): Promise<void> {
  const out = context.text('out');
  if (out !== undefined) {
    await writeWhole(path.resolve(out), Buffer.from(request.pem));
    context.report.say(`written: ${out}`);
  }
  if (context.flag('json')) context.report.result({ ok: true, kid, written: out ?? null, request }, () => []);
  else if (out === undefined) context.report.text(request.pem);
}

function templateGiven(context: Context): TemplateId | null {
  const given = context.text('template');
  if (given === undefined) return null;
  const known = templates.find(({ id }) => id === given);
  if (known === undefined) throw new UsageError(`--template is one of ${templates.map(({ id }) => id).join(', ')}`);
  return known.id;
}
