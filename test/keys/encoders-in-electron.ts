/**
 * @file The part of `test/e2e/encoders-in-electron.test.ts` that runs in Electron’s Node: it encrypts each key with a passphrase,
 * and hands all of them over to each recipient. Arguments: a file with what is given, a file for what came out.
 */
import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Secret } from '#core/domain/secret.ts';
import { writeHandOver } from '#node/hand-over/hand-over.ts';
import { encryptPrivateKey } from '#node/keys/encrypt-key.ts';

export interface Given {
  readonly passphrase: string;
  /** PKCS#8 in PEM. */
  readonly keys: readonly { readonly kid: string; readonly algorithm: string; readonly pem: string }[];
  readonly clientSecret: string;
  /** Certificates. */
  readonly recipients: readonly string[];
}

export interface CameOut {
  readonly versions: Readonly<Record<string, string | undefined>>;
  /** PEM, in the order of the keys. */
  readonly encrypted: readonly string[];
  /** DER in Base64, in the order of the recipients. */
  readonly handedOver: readonly string[];
}

async function handOver({ keys, clientSecret }: Given, recipientPem: string): Promise<string> {
  const secret = { owner: 'northlake@test', kind: 'client-secret', id: '' } as const;
  const named = keys.map(({ kid, algorithm }, at) => ({ id: String(at), kid, algorithm }));
  const bytes = await writeHandOver({
    recipientPem,
    contents: [{ owner: 'northlake@test', clientId: 'requesting-payer', keys: named, secret }],
    keyOf: async (_, id) => Promise.resolve(createPrivateKey(keys[Number(id)]?.pem ?? '')),
    secretOf: async () => Promise.resolve(new Secret(clientSecret)),
    madeAt: new Date(),
  });
  return Buffer.from(bytes).toString('base64');
}

/** Only as a program: the test imports the types. */
const [, , from, to] = process.argv;
if ('electron' in process.versions && from !== undefined && to !== undefined) {
  const given = JSON.parse(readFileSync(from, 'utf8')) as Given;
  const encrypted: string[] = [];
  for (const { pem } of given.keys) {
    const bytes = await encryptPrivateKey(createPrivateKey(pem), new Secret(given.passphrase));
    encrypted.push(Buffer.from(bytes).toString('latin1'));
  }
  const handedOver: string[] = [];
  for (const recipient of given.recipients) handedOver.push(await handOver(given, recipient));
  const result: CameOut = { versions: process.versions, encrypted, handedOver };
  writeFileSync(to, JSON.stringify(result));
}
