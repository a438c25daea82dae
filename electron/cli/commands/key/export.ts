/** @file What of a key leaves: public as it is; private encrypted only, each way asked for by its name. */
import path from 'node:path';
import { keyParts } from '#core/domain/keys/key-part.ts';
import { leavingPart } from '#core/domain/keys/leaving-part.ts';
import type { KeyPart } from '#core/domain/keys/key-part.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import { refuseDifferingPairs } from '#core/domain/keys/refuse-pair.ts';
import { thumbprintsOf } from '#core/domain/keys/thumbprints.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import { writeWhole } from '#node/files.ts';
import type { Context } from '../../context.ts';
import type { Options } from '../../options.ts';
import { exit, UsageError } from '../../report.ts';
import { tellKeyConcerns } from '../../open-errors.ts';
import { chosenKey } from './chosen-key.ts';
import { exportPrivate, handOverTo } from './departures.ts';

const forms = [...keyParts, 'thumbprints'] as const;
type Form = (typeof forms)[number];

export const exportOptions = {
  form: { type: 'string' },
  private: { type: 'boolean' },
  to: { type: 'string' },
} as const satisfies Options;

export const exportUsage = `payer-wizard key export PAYER [--key KID] [--form ${forms.join('|')}] [--out FILE]
           [--time RFC3339]
           what is public; without --form the JWKS of all its keys
       payer-wizard key export PAYER --private --out FILE [--key KID]
           the private key under a passphrase (prompt or --secret-file), PKCS#8
       payer-wizard key export PAYER... --to CERTIFICATE --out FILE
           all private keys and client secrets, for the owner of the certificate, CMS`;

/** `others` are further payers: for one recipient only. */
export async function exportKey(context: Context, ref: PayerRef, others: readonly PayerRef[]): Promise<number> {
  const certificate = context.text('to');
  const isPrivate = context.flag('private');
  if (isPrivate && certificate !== undefined) throw new UsageError('either --private or --to CERTIFICATE');
  if ((isPrivate || certificate !== undefined) && context.text('form') !== undefined)
    throw new UsageError('--form is for what is public');
  if (certificate !== undefined) return handOverTo(context, { refs: [ref, ...others], certificate });
  if (others.length > 0) throw new UsageError('several payers at once leave with --to only');
  return isPrivate ? exportPrivate(context, ref) : exportPublic(context, ref);
}

async function exportPublic(context: Context, ref: PayerRef): Promise<number> {
  const form = formGiven(context);
  const now = new Date(context.statedTime());
  const payer = await context.ports.store.payer(ref);
  // The JWKS of a payer that has no key yet is an empty one.
  if (form === 'jwks' && payer.keys.length === 0)
    return leave(context, { form, kid: null, text: '{\n  "keys": []\n}\n' });
  const key = chosenKey(payer, context.text('key'));
  if (form === 'thumbprints') return leaveThumbprints(context, key);
  const { text } = leavingPart({ payer, key, now }, form);
  // An ended certificate leaves when it is asked for, but not in silence.
  const isOfCertificate = form === 'certificate' || form === 'chain';
  const ofKey = { ...payer, keys: [key] };
  const status = isOfCertificate ? tellKeyConcerns([ofKey], { report: context.report, now }) : exit.done;
  const kid = form === 'jwks' ? null : key.kid;
  return Math.max(status, await leave(context, { form, kid, text }));
}

function formGiven(context: Context): Form {
  const given = context.text('form') ?? 'jwks';
  const known = forms.find((form) => form === given);
  if (known === undefined) throw new UsageError(`--form is one of ${forms.join(', ')}`);
  return known;
}

interface Leaving {
  readonly form: KeyPart;
  readonly kid: string | null;
  readonly text: string;
}

/** On standard output JSON stands as it is, with `--json` too; the other forms are then a member of the one value. */
async function leave(context: Context, { form, kid, text }: Leaving): Promise<number> {
  const { report } = context;
  const out = context.text('out');
  if (out !== undefined) {
    await writeWhole(path.resolve(out), Buffer.from(text));
    report.say(`written: ${out}`);
    if (context.flag('json')) report.result({ ok: true, form, kid, written: out }, () => []);
  } else if (context.flag('json') && form !== 'jwks' && form !== 'jwk') {
    report.result({ ok: true, form, kid, text }, () => []);
  } else {
    report.text(text);
  }
  return exit.done;
}

async function leaveThumbprints(context: Context, key: KeyRecord): Promise<number> {
  refuseDifferingPairs([key]);
  const prints = thumbprintsOf(key);
  const { certificate } = prints;
  const rows = [
    ['kid', prints.kid],
    ['JWK thumbprint (RFC 7638)', prints.jwkThumbprint],
    ['public key, SHA-256', prints.publicKeySha256],
    ['x5t', certificate?.x5t ?? ''],
    ['x5t#S256', certificate?.x5tS256 ?? ''],
    ['certificate, SHA-1', certificate?.sha1 ?? ''],
    ['certificate, SHA-256', certificate?.sha256 ?? ''],
  ] as const;
  const lines = rows.filter(([, value]) => value !== '').map(([name, value]) => `${name}\t${value}`);
  const out = context.text('out');
  if (out !== undefined) {
    await writeWhole(path.resolve(out), Buffer.from(lines.map((line) => `${line}\n`).join('')));
    context.report.say(`written: ${out}`);
  }
  const { kid, jwkThumbprint, publicKeySha256 } = prints;
  const value = {
    ok: true,
    kid,
    jwkThumbprint,
    publicKeySha256,
    certificate,
    ...(out === undefined ? {} : { written: out }),
  };
  context.report.result(value, () => (out === undefined ? lines : []));
  return exit.done;
}
