/** @file Private keys and secrets that leave, encrypted: written, read back, and recorded at the payer. */
import path from 'node:path';
import type { Departure } from '#core/domain/keys/departure.ts';
import type { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import type { Writing } from '#core/use-cases/key-departures.ts';
import { exportKey, handOver, recipientIn } from '#core/use-cases/key-departures.ts';
import { writePrivately } from '#node/files.ts';
import type { Context } from '../../context.ts';
import { newPassphrase } from '../../new-passphrase.ts';
import { personName } from '../../person.ts';
import { exit } from '../../report.ts';
import { chosenKey } from './chosen-key.ts';

export async function exportPrivate(context: Context, ref: PayerRef): Promise<number> {
  const out = context.needed('out');
  const { ports, report } = context;
  const { id, kid } = chosenKey(await ports.store.payer(ref), context.text('key'));
  const passphrase = await newPassphrase(context, `Passphrase for the private key in ${path.basename(out)}`);
  const saved = await exportKey(ports, { ref, keyId: id, passphrase, by: personName(), write: writingTo(out) });
  const { sha256 } = departureOf(saved);
  report.result({ ok: true, written: out, sha256, kid }, () => [
    `written   ${out}`,
    `SHA-256   ${sha256}`,
    `holds     the private key ${kid}, encrypted with that passphrase`,
    `opens by  openssl pkey -in ${path.basename(out)}`,
    `recorded  at ${ref}`,
  ]);
  return exit.done;
}

export async function handOverTo(
  context: Context,
  { refs, certificate }: { refs: readonly PayerRef[]; certificate: string },
): Promise<number> {
  const out = context.needed('out');
  const { ports, report } = context;
  const recipient = await recipientIn(ports, await context.readBytes(certificate));
  const saved = (await handOver(ports, { refs, recipient, by: personName(), write: writingTo(out) })) ?? [];
  const payers = saved.map((payer) => ({ ref: payer.ref, ...departureOf(payer) }));
  const sha256 = payers[0]?.sha256 ?? '';
  const { subject, sha256: recipientSha256 } = recipient;
  const value = {
    ok: true,
    written: out,
    sha256,
    recipient: { subject, sha256: recipientSha256 },
    payers: payers.map(({ ref, keys, clientSecret }) => ({ ref, keys, clientSecret })),
  };
  report.result(value, () => [
    `written   ${out}`,
    `SHA-256   ${sha256}`,
    `for       ${subject} (certificate SHA-256 ${recipientSha256})`,
    ...payers.map((each) => `holds     ${each.ref}: ${contentsOf(each)}`),
    `opens by  openssl cms -decrypt -inform DER -in ${path.basename(out)} -inkey KEY -recip CERTIFICATE`,
    `recorded  at ${payers.map(({ ref }) => ref).join(', ')}`,
  ]);
  return exit.done;
}

function contentsOf({ keys, clientSecret }: Pick<Departure, 'keys' | 'clientSecret'>): string {
  const parts = [...keys.map((kid) => `private key ${kid}`), ...(clientSecret ? ['client secret'] : [])];
  return parts.join(', ');
}

function writingTo(out: string): Writing {
  return async (bytes) => {
    await writePrivately(path.resolve(out), bytes);
    return path.basename(out);
  };
}

/** The one that was recorded last: by this command. */
function departureOf(payer: Payer | null): Departure {
  const departure = payer?.departures.at(-1);
  if (departure === undefined) throw new TypeError('A departure that nobody recorded');
  return departure;
}
