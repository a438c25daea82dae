import path from 'node:path';
import { concerns } from '#core/domain/keys/concerns.ts';
import { describeCertificate } from '#core/domain/keys/describe.ts';
import type { LeftOver } from '#core/domain/keys/join.ts';
import { leftOver } from '#core/domain/keys/join.ts';
import type { CertificateRecord, KeyRecord } from '#core/domain/keys/key-record.ts';
import type { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import { Fault } from '#core/domain/fault.ts';
import { makeCertificate } from '#core/use-cases/key-certificates.ts';
import { keyIn } from '#core/use-cases/key-in.ts';
import { keepKeyFile } from '#core/use-cases/payer-keys.ts';
import type { Context } from '../../context.ts';
import { exit, UsageError } from '../../report.ts';
import { chosenKey } from './chosen-key.ts';
import { readKeyFile, tellLeftOver } from './read-key-file.ts';
import { hasWish, wishOf, wishUsage } from './wish-options.ts';

export const certificateUsage = `payer-wizard key certificate PAYER [--key KID] [--days N]
           ${wishUsage}
           [--replace]
           a self-signed certificate; in the place of one that a CA issued with --replace only
       payer-wizard key certificate PAYER --load FILE [--replace]
           certificates that a CA issued: each joins the key whose public half it carries, a chain the certificate
           below it. One of a CA comes before a self-signed one, then the one that ends later; --replace: the one of FILE`;

/** A self-signed one, or those of a file. */
export async function certificate(context: Context, ref: PayerRef): Promise<number> {
  const file = context.text('load');
  if (file === undefined) return selfSigned(context, ref);
  if (hasWish(context) || context.text('days') !== undefined || context.text('key') !== undefined)
    throw new UsageError('what a certificate says is read from the FILE, and so is whose key it carries');
  return load(context, { ref, file });
}

async function selfSigned(context: Context, ref: PayerRef): Promise<number> {
  const payer = await context.ports.store.payer(ref);
  const { id } = chosenKey(payer, context.text('key'));
  const { days, ...wish } = wishOf(context, { payer, template: null });
  const given = context.text('days');
  const chosen = given === undefined ? days : Number(given);
  const saved = await makeCertificate(context.ports, {
    ref,
    keyId: id,
    wish: { ...wish, days: chosen },
    replaces: context.flag('replace'),
  });
  return tell(context, { payer: saved, keys: [keyIn(saved, id)], left: [] });
}

async function load(context: Context, { ref, file }: { ref: PayerRef; file: string }): Promise<number> {
  const { ports } = context;
  const read = await readKeyFile(context, file);
  if (read.certificates.length === 0)
    throw new Fault('certificate/none-here', { parts: read.parts.map(({ says }) => says).join('; ') || 'nothing' });
  // A private key beside them is loaded by “key load”, which asks about sharing.
  const saved = await keepKeyFile(ports, {
    ref,
    file: { ...read, keys: [] },
    fileName: path.basename(file),
    sharing: null,
    replaces: context.flag('replace'),
  });
  const isOfFile = ({ sha256 }: CertificateRecord) => read.certificates.some((each) => each.sha256 === sha256);
  const keys = saved.keys.filter(({ certificate: own, chain }) => own !== null && [own, ...chain].some(isOfFile));
  return tell(context, { payer: saved, keys, left: leftOver(saved.keys, read) });
}

interface Told {
  readonly payer: Payer;
  /** Those that have a certificate or a chain of the file. */
  readonly keys: readonly KeyRecord[];
  readonly left: readonly LeftOver[];
}

function tell(context: Context, { payer, keys, left }: Told): number {
  const { ports, report } = context;
  const now = ports.clock.now();
  tellLeftOver(context, left);
  for (const concern of concerns(payer, now)) if (keys.some(({ id }) => id === concern.keyId)) report.remark(concern);
  const leftOvers = left.map((each) => ('certificate' in each ? each.certificate : each.request));
  report.result({ ok: true, keys, leftOver: leftOvers }, () =>
    keys.flatMap(({ kid, certificate: held, chain }) => [
      `Key: ${kid}`,
      ...(held === null ? [] : describeCertificate(held, now).map(([label, value]) => `${label}: ${value}`)),
      ...chain.map(({ subject }) => `Above it: ${subject}`),
    ]),
  );
  return exit.done;
}
