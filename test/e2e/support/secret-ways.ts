/**
 * @file The ways that secrets go by the window’s own bridge, each to its end: what leaves is opened by openssl, what is pushed
 * arrives. A call that is refused throws: nothing is passed over.
 */
import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Input, Output } from '#core/contract/contract.ts';
import type { CallName } from '#core/contract/names.ts';
import { openssl } from '../../node/support/openssl.ts';
import type { DemoServers } from '../../servers/start.ts';
import { startProxy } from '../../servers/proxy.ts';
import type { RunningApp } from './app.ts';

type Answer = { ok: true; value: unknown } | { ok: false; failure: { code: string } };

/** Throws the code where it is refused. */
export async function ask<N extends CallName>({ page }: RunningApp, name: N, input: Input<N>): Promise<Output<N>> {
  const script = `window.wizard[${JSON.stringify(name)}](${JSON.stringify(input)})`;
  const answer = await page.evaluate<Answer>(script);
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value as Output<N>;
}

export async function take(running: RunningApp, owner: Input<'takeSecret'>['for'], secret: string): Promise<void> {
  await ask(running, 'takeSecret', { for: owner, secret });
}

/** Each is a payer’s way: `given` is the folder that it leaves to. */
export interface Way {
  readonly running: RunningApp;
  readonly ref: string;
  readonly given: string;
}

/** Pastes a key. Answers its id. */
export async function pasteKey({ running, ref }: Omit<Way, 'given'>, pem: string): Promise<string> {
  const handle = crypto.randomUUID();
  await take(running, { is: 'key-text', handle }, pem);
  await ask(running, 'readKeyFile', { ref, handle });
  const { payer } = await ask(running, 'keepKeyFile', { ref, handle, sharing: null });
  return payer.keys[0]?.id ?? '';
}

/** Exports a key under a passphrase that main makes. Answers that passphrase, and the key that openssl finds in the file. */
export async function exportKey(
  { running, ref, given }: Way,
  keyId: string,
): Promise<{ made: string; opened: KeyObject }> {
  await ask(running, 'copyMadePassphrase', { ref, keyId });
  const made = await running.app.evaluate(async ({ clipboard }) => clipboard.readText());
  const file = path.join(given, 'key.pem');
  await running.choose(file);
  await take(running, { is: 'key-export', ref, keyId }, made);
  const opened = openssl(['pkey', '-in', file, '-passin', 'env:PASSPHRASE'], { env: { PASSPHRASE: made } });
  return { made, opened: createPrivateKey(opened) };
}

export interface HandedOver {
  readonly keys: readonly { readonly privateKeyPem: string }[];
  readonly clientSecret?: string;
}

/** Hands over for a certificate that openssl makes. Answers what openssl finds in the file. */
export async function handOver({ running, ref, given }: Way): Promise<HandedOver | undefined> {
  const folder = path.join(running.folder, 'operator');
  mkdirSync(folder);
  const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate];
  openssl(['req', '-x509', ...made, '-subj', '/CN=Operations', '-addext', 'basicConstraints=critical,CA:FALSE']);
  const file = path.join(given, 'hand-over.cms');
  await running.choose(certificate, file);
  const recipient = await ask(running, 'chooseRecipient', undefined);
  await ask(running, 'handOver', { ref, recipient: recipient?.handle ?? '' });
  const wanted = ['-inkey', key, '-recip', certificate];
  const text = openssl(['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', file, ...wanted]);
  return (JSON.parse(text.toString()) as { payers: HandedOver[] }).payers[0];
}

/** Writes the recovery file. Answers its format. */
export async function writeRecovery({ running, given }: Omit<Way, 'ref'>, passphrase: string): Promise<string> {
  const file = path.join(given, 'recovery.json');
  await running.choose(file);
  await take(running, { is: 'recovery-write' }, passphrase);
  return (JSON.parse(readFileSync(file, 'utf8')) as { format: string }).format;
}

export async function exportBundle({ running, ref, given }: Way): Promise<string | undefined> {
  await running.choose(path.join(given, 'bundle.zip'));
  return (await ask(running, 'exportBundle', { ref, comment: '', isAgainst: false }))?.fileName;
}

/** A key with its certificate, as a target is shown them. Answers the private key. */
async function chooseClientKey(running: RunningApp, target: string): Promise<KeyObject> {
  const [key, certificate] = [path.join(running.folder, 'client-key.pem'), path.join(running.folder, 'client.pem')];
  openssl(['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-subj', '/CN=p2p']);
  const pem = readFileSync(key, 'utf8');
  writeFileSync(key, `${pem}${readFileSync(certificate, 'utf8')}`);
  await running.choose(key);
  await ask(running, 'chooseTargetClientKey', { name: target });
  return createPrivateKey(pem);
}

/**
 * Makes a target with its password, its CA, a key to be shown to it and a proxy that wants a password; pushes, and rolls back.
 * Answers what came of each, and what arrived.
 */
export async function pushAndRollBack(
  { running, ref, proxyPassword }: Omit<Way, 'given'> & { readonly proxyPassword: string },
  { ca, smileCdr }: DemoServers,
) {
  const { baseUrl, username, password } = smileCdr;
  const target = 'cdr';
  const way = await startProxy({ login: `ana:${proxyPassword}` });
  const proxy = way.origin.replace('//', '//ana@');
  await ask(running, 'saveTarget', { name: target, baseUrl, production: false, username, proxy, revision: 0 });
  await take(running, { is: 'target-proxy', name: target }, proxyPassword);
  await take(running, { is: 'target', name: target }, password);
  const file = path.join(running.folder, 'target-ca.pem');
  writeFileSync(file, ca);
  await running.choose(file);
  await ask(running, 'chooseTargetAuthority', { name: target });
  const clientKey = await chooseClientKey(running, target);
  const { reachable, anonymousAccess } = await ask(running, 'testTarget', { name: target });
  const { plan } = await ask(running, 'planPush', { ref, target, keystores: 'leave' });
  const pushed = await ask(running, 'push', { ref, plan, confirmation: '' });
  const arrivedSecret = smileCdr.state.servers.map(({ secret }) => secret);
  const rolledBack = await ask(running, 'rollback', { id: pushed.id, confirmation: '', keepSecrets: true });
  const archived = smileCdr.state.servers.map(({ fields }) => typeof fields['archivedAt']);
  const outcomes = [pushed, rolledBack].flatMap(({ results }) => results.map(({ outcome }) => outcome));
  await way.stop();
  const wayThere = new Set(way.credentials);
  return { came: { reachable, anonymousAccess, outcomes, arrivedSecret, archived, wayThere }, clientKey };
}
