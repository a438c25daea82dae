/** @file Private keys and secrets that leave, encrypted. The window says what and for whom; where to is chosen in main’s dialogs. */
import path from 'node:path';
import type { Handlers } from '#core/contract/contract.ts';
import { Fault } from '#core/domain/fault.ts';
import type { CertificateRecord } from '#core/domain/keys/key-record.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { Writing } from '#core/use-cases/key-departures.ts';
import { exportKey, handOver, recipientIn } from '#core/use-cases/key-departures.ts';
import { writePrivately } from '#node/files.ts';
import { madePassphrase } from '#node/made-passphrase.ts';
import type { Desk, SecretOwner } from './desk.ts';
import { personName, readChosen } from './desk.ts';
import { HeldForAWhile } from './held-for-a-while.ts';

type Calls = 'chooseRecipient' | 'handOver' | 'copyMadePassphrase';

export function departureHandlers({ ports, dialogs, clipboard }: Desk): Pick<Handlers, Calls> {
  const recipients = new HeldForAWhile<CertificateRecord>({ gone: () => new Fault('recipient/not-chosen', {}) });

  return {
    chooseRecipient: async () => {
      const files = await dialogs.openFiles({ title: 'Certificate of the recipient', many: false });
      const [file] = files ?? [];
      if (file === undefined) return null;
      const certificate = await recipientIn(ports, await readChosen(file));
      const { subject, issuer, notAfter, sha256 } = certificate;
      return { handle: recipients.hold(certificate), subject, issuer, notAfter, sha256 };
    },
    handOver: async ({ ref, recipient }) => {
      const write = savingTo(dialogs, 'Keys and secrets for the recipient');
      const wish = { refs: [ref], recipient: recipients.get(recipient), by: personName(), write };
      const saved = await handOver(ports, wish);
      return saved?.[0] ?? null;
    },
    copyMadePassphrase: () => clipboard.copyForThirtySeconds(madePassphrase()),
  };
}

/** One private key under the passphrase that was typed. */
export async function exportUnder(
  { ports, dialogs }: Desk,
  { ref, keyId }: Extract<SecretOwner, { is: 'key-export' }>,
  passphrase: Secret,
): Promise<void> {
  const write = savingTo(dialogs, 'Private key, encrypted');
  await exportKey(ports, { ref, keyId, passphrase, by: personName(), write });
}

function savingTo(dialogs: Desk['dialogs'], title: string): Writing {
  return async (bytes, defaultName) => {
    const file = await dialogs.saveFile({ title, defaultName });
    if (file === null) return null;
    await writePrivately(file, bytes);
    return path.basename(file);
  };
}
