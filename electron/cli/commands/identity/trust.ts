/** @file The person's own list of signers: who counts as what when a bundle is verified. */
import path from 'node:path';
import type { SignerChange } from '#core/domain/bundle/change-trust.ts';
import { needsConsent, trustListText } from '#core/domain/bundle/change-trust.ts';
import { quoted } from '#core/domain/bundle/quoted.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { say } from '#core/domain/texts.ts';
import { addTrust, removeTrust, revokeTrust } from '#core/use-cases/trust.ts';
import { readTrustFile } from '#node/trust-files.ts';
import { rolesIn } from '../../chosen-bundle.ts';
import type { Context } from '../../context.ts';
import { grouped } from '../../own-key.ts';
import { exit, UsageError } from '../../report.ts';

export const trustUsage = `payer-wizard identity trust     whom “verify” believes, and as what
       payer-wizard identity trust add FILE --name NAME [--roles ROLE,...] [--reinstate] [--yes]   FILE: a public key in PEM
       payer-wizard identity trust add FILE [--reinstate] [--yes]   FILE: another trust.json. Where a known key would get another
                          name or other roles, nothing is changed without --yes; a revoked one stays so without --reinstate
       payer-wizard identity trust revoke KEYID [--at RFC3339]   it counts no more, whatever it signed before; --at tells since when, for whoever reads it
       payer-wizard identity trust remove KEYID --yes
       payer-wizard identity trust export [--out FILE]   trust.json, for a repository or a colleague
  KEYID: its 64 hex digits, or 12 or more of its beginning.`;

export async function trust(context: Context, [action = 'list', ...args]: readonly string[]): Promise<number> {
  if (!Object.hasOwn(actions, action))
    throw new UsageError('add, revoke, remove, export or nothing is needed behind trust');
  const [given, ...more] = args;
  const most = action === 'list' || action === 'export' ? 0 : 1;
  if (args.length > most) throw new UsageError(`“${more[0] ?? given ?? ''}” is one argument too many`);
  return actions[action as keyof typeof actions](context, given);
}

const actions = { list, add, revoke, remove, export: writeList };

async function list({ ports, report }: Context): Promise<number> {
  const signers = await ports.store.trustedSigners();
  const own = (await ports.store.identity())?.keyId ?? '';
  report.result({ ok: true, signers: signers.map((signer) => ({ ...signer, isOwn: signer.keyId === own })) }, () =>
    signers.map((signer) => `${signerLine(signer)}${signer.keyId === own ? '\tyour own' : ''}`),
  );
  if (signers.length === 0) report.say('nobody is in your list: “identity trust add” takes a signer’s public key in');
  return exit.done;
}

function signerLine({ keyId, name, roles, revokedAt }: TrustedSigner): string {
  const given = roles.length === 0 ? 'no role' : roles.join(',');
  return [revokedAt === null ? 'trusted' : `revoked since ${quoted(revokedAt)}`, given, keyId, quoted(name)].join('\t');
}

async function add(context: Context, file: string | undefined): Promise<number> {
  if (file === undefined) throw new UsageError('a FILE is needed');
  const { report } = context;
  const agreed = context.flag('yes');
  const given = await signersIn(context, path.resolve(file));
  const outcome = await addTrust(context.ports, { given, reinstate: context.flag('reinstate'), agreed });
  const { changes, stillRevoked, samePerson, waits } = outcome;
  report.result({ ok: !waits, changes, stillRevoked, samePerson }, () =>
    changes.length === 0 ? ['nothing to change'] : changes.flatMap(changeLines),
  );
  for (const { keyId, name, revokedAt } of stillRevoked)
    report.say(`stays revoked, since ${quoted(revokedAt ?? '')}: ${keyId} ${quoted(name)}`);
  for (const { keyId, name } of samePerson)
    report.say(`${quoted(name)} has the key ${keyId} in your list too: both are one person’s, who counts once`);
  if (changes.some(({ before }) => before === null)) report.say(say('note/compare-key'));
  if (!waits) return exit.done;
  report.say('nothing was changed: a key that your list knows would get another name or other roles; --yes does it');
  return exit.notAllGood;
}

async function signersIn(context: Context, file: string): Promise<readonly TrustedSigner[]> {
  const name = context.text('name');
  const read = await readTrustFile(file);
  if (read.is === 'list') {
    if (name !== undefined || context.text('roles') !== undefined)
      throw new UsageError('--name and --roles belong to a public key: a trust list has its own');
    return read.signers;
  }
  if (name === undefined || name.trim() === '') throw new UsageError('--name is needed: whose key is it?');
  return [{ keyId: read.keyId, name: name.trim().toWellFormed(), roles: rolesIn(context, 'roles'), revokedAt: null }];
}

function changeLines(change: SignerChange): string[] {
  const { before, after } = change;
  if (before === null) return [`new        ${signerLine(after)}`, `read out   ${grouped(after.keyId)}`];
  const word = needsConsent(change) ? 'changed   ' : 'updated   ';
  return [`before     ${signerLine(before)}`, `${word} ${signerLine(after)}`];
}

async function revoke(context: Context, given: string | undefined): Promise<number> {
  if (given === undefined) throw new UsageError('a KEYID is needed');
  const typed = context.text('at');
  const at = context.statedTime('at');
  const signer = await revokeTrust(context.ports, { given, at, isTyped: typed !== undefined });
  context.report.result({ ok: true, signer }, () => [signerLine(signer)]);
  return exit.done;
}

async function remove(context: Context, given: string | undefined): Promise<number> {
  if (given === undefined) throw new UsageError('a KEYID is needed');
  const { report } = context;
  const agreed = context.flag('yes');
  const signer = await removeTrust(context.ports, { given, agreed });
  report.result({ ok: agreed, signer }, () => [`${agreed ? 'removed' : 'stays'}\t${signerLine(signer)}`]);
  if (agreed) return exit.done;
  report.say('nothing was changed; --yes removes it');
  if (signer.revokedAt !== null)
    report.say('that it was revoked would be forgotten too: whoever adds it again is not warned');
  return exit.notAllGood;
}

async function writeList(context: Context): Promise<number> {
  const { ports, report } = context;
  const signers = await ports.store.trustedSigners();
  const text = trustListText(signers);
  const out = context.text('out');
  if (out === undefined) {
    report.text(text);
    return exit.done;
  }
  await (await import('#node/files.ts')).writeWhole(path.resolve(out), new TextEncoder().encode(text));
  report.result({ ok: true, written: out, signers }, () => [`written    ${out}`, ...signers.map(signerLine)]);
  return exit.done;
}
