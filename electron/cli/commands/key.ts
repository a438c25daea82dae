import path from 'node:path';
import { publicJwks } from '#core/domain/keys/jwks.ts';
import type { KeyKind } from '#core/domain/keys/key-record.ts';
import { keyKinds } from '#core/domain/keys/key-record.ts';
import { Fault } from '#core/domain/fault.ts';
import { Secret } from '#core/domain/secret.ts';
import { generateKey, importKey, makeCertificate, removeKey } from '#core/use-cases/payer-keys.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import { writeWhole } from '#node/files.ts';
import { readCertificate } from '#node/keys/certificate.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { exit, UsageError } from '../report.ts';

export const key: Command = {
  usage: `Usage: payer-wizard key new PAYER [--kind ${keyKinds.join('|')}]
       payer-wizard key load PAYER FILE            a private key in PEM (PKCS#8)
       payer-wizard key list PAYER
       payer-wizard key certificate PAYER [--key KID] [--subject NAME] [--days N]
       payer-wizard key export PAYER [--out FILE]  the public JWKS; a private key never leaves this way
       payer-wizard key remove PAYER KID`,
  options: {
    kind: { type: 'string' },
    key: { type: 'string' },
    subject: { type: 'string' },
    days: { type: 'string' },
    out: { type: 'string' },
  },
  async run(context, [action = '', given = '', ...args]) {
    if (!Object.hasOwn(actions, action)) throw new UsageError(`“${action}” is not something to do with a key`);
    return actions[action as keyof typeof actions](context, checkedRef(given), args);
  },
};

const actions = { new: makeNew, load, list, certificate, export: exportPublic, remove };

async function makeNew(context: Context, ref: string): Promise<number> {
  const kind = (context.text('kind') ?? keyKinds[0]) as KeyKind;
  if (!keyKinds.includes(kind)) throw new UsageError(`--kind is one of ${keyKinds.join(', ')}`);
  return listed(context, await generateKey(context.ports, { ref, kind }));
}

async function load(context: Context, ref: string, [file]: string[]): Promise<number> {
  if (file === undefined) throw new UsageError('a FILE is needed');
  return listed(context, await importKey(context.ports, { ref, pem: new Secret(await context.readText(file)) }));
}

async function list(context: Context, ref: string): Promise<number> {
  return listed(context, await context.ports.store.payer(ref));
}

async function certificate(context: Context, ref: string): Promise<number> {
  const payer = await context.ports.store.payer(ref);
  const { id } = keyOf(payer, context.text('key'));
  const days = Number(context.text('days') ?? '730');
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new UsageError('--days is a whole number from 1 to 3650');
  const commonName = context.text('subject') ?? `${ref} client`;
  return listed(
    context,
    await makeCertificate({ ...context.ports, readCertificate }, { ref, keyId: id, commonName, days }),
  );
}

async function exportPublic(context: Context, ref: string): Promise<number> {
  const { keys } = await context.ports.store.payer(ref);
  const text = `${JSON.stringify(publicJwks(keys), null, 2)}\n`;
  const out = context.text('out');
  if (out === undefined) context.report.text(text);
  else {
    await writeWhole(path.resolve(out), Buffer.from(text));
    context.report.say(`written: ${out}`);
  }
  return exit.done;
}

async function remove(context: Context, ref: string, [kid]: string[]): Promise<number> {
  if (kid === undefined) throw new UsageError('a KID is needed');
  const { id } = keyOf(await context.ports.store.payer(ref), kid);
  return listed(context, await removeKey(context.ports, { ref, keyId: id }));
}

function keyOf({ keys }: Payer, kid: string | undefined) {
  const found = kid === undefined ? keys[0] : keys.find((key) => key.kid === kid || key.id === kid);
  if (found === undefined) throw new Fault('key/gone', { keyId: kid ?? '(none)' });
  return found;
}

function listed({ report }: Context, { keys }: Payer): number {
  report.result({ ok: true, keys }, () =>
    keys.map(({ kid, kind, algorithm, certificate: held }, index) =>
      [
        index === 0 ? 'signs' : 'kept',
        kind,
        algorithm,
        kid,
        held === null ? 'no certificate' : `certificate until ${held.notAfter}`,
      ].join('\t'),
    ),
  );
  return exit.done;
}
