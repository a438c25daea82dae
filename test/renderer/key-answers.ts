/** @file Main’s half of the calls for keys, answered from memory: the domain’s own rules, on keys that nobody has the private half of. */
import type { Handlers } from '#core/contract/contract.ts';
import { Fault } from '#core/domain/fault.ts';
import { leavingPart } from '#core/domain/keys/leaving-part.ts';
import { switchedTo, withKey } from '#core/domain/keys/rotation.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { keyIn } from '#core/use-cases/key-in.ts';
import { certificate, departure, nextKey, request, sampleKey } from './sample-keys.ts';

interface Held {
  read(ref: string): Payer;
  change(ref: string, change: (payer: Payer) => Payer): Payer;
}

export const openedFile = {
  handle: '6f1f6d3e-6a0c-4a7e-9f57-0d5a3b7c1e11',
  fileName: 'hrhp-p2p.p12',
  needsPassphrase: false,
  parts: [
    { is: 'private-key' as const, says: 'Private key, EC P-384' },
    { is: 'certificate' as const, says: 'Certificate of CN=Harbor Ridge P2P, until 10 Feb 2027' },
  ],
  keys: [
    { name: 'p2p (EC P-384)', usedBy: [] as string[], remarks: [] as { code: string; says: string; hint: string }[] },
  ],
};

export function keyAnswers(held: Held) {
  const now = new Date().toISOString();
  const ofKey = ({ ref, keyId }: { ref: string; keyId: string }, change: (key: KeyRecord) => Partial<KeyRecord>) =>
    held.change(ref, (payer) => ({
      ...payer,
      keys: payer.keys.map((key) => (key.id === keyId ? { ...key, ...change(key) } : key)),
    }));
  const added = (ref: string, more: Partial<KeyRecord> = {}) =>
    held.change(ref, (payer) => {
      const key = payer.keys.length === 0 ? { ...sampleKey, certificate: null } : nextKey;
      return { ...payer, keys: withKey(payer.keys, { ...key, ...more }, now) };
    });
  return {
    generateKey: async ({ ref }) => added(ref),
    cancelKey: async () => undefined,
    chooseKeyFile: async () => openedFile,
    readKeyFile: async ({ handle }) => ({ ...openedFile, handle, fileName: '' }),
    keepKeyFile: async ({ ref, sharing }) => {
      const shared = sharing === null ? null : { reason: sharing, by: 'analyst', at: now };
      return { payer: added(ref, { origin: 'loaded', loadedFrom: openedFile.fileName, shared }), leftOver: [] };
    },
    closeKeyFile: async () => undefined,
    setKid: async (asked) => {
      if (asked.kid === 'taken') throw new Fault('key/kid-taken', { kid: asked.kid });
      return ofKey(asked, ({ thumbprint }) => ({ kid: asked.kid || thumbprint }));
    },
    switchKey: async ({ ref, keyId }) =>
      held.change(ref, (payer) => ({ ...payer, keys: switchedTo(payer.keys, keyId, now) })),
    removeKey: async ({ ref, keyId }) =>
      held.change(ref, (payer) => ({ ...payer, keys: payer.keys.filter(({ id }) => id !== keyId) })),
    makeCertificate: async (asked) =>
      ofKey(asked, ({ publicJwk, publicKeySha256 }) => ({ certificate: certificate({ publicJwk, publicKeySha256 }) })),
    makeRequest: async (asked) =>
      ofKey(asked, ({ publicJwk, publicKeySha256 }) => {
        const { uris, dnsNames, usages } = asked.wish;
        return { request: request({ publicJwk, publicKeySha256, uris, dnsNames, usages, template: asked.template }) };
      }),
    forgetRequest: async (asked) => ofKey(asked, () => ({ request: null })),
    saveKeyPart: async ({ ref, keyId, part }) => {
      const payer = held.read(ref);
      return leavingPart({ payer, key: keyIn(payer, keyId), now: new Date() }, part).name;
    },
    chooseRecipient: async () => ({
      handle: '0e3c1b7a-29a5-4c58-8f0e-6f5b1f0b2c22',
      subject: 'CN=Operations',
      issuer: 'CN=Meridian Health Trust CA 3',
      notAfter: '2028-02-10T00:00:00.000Z',
      sha256: 'ab'.repeat(32),
    }),
    handOver: async ({ ref }) =>
      held.change(ref, (payer) => ({ ...payer, departures: [...payer.departures, departure] })),
    copyMadePassphrase: async () => undefined,
    writeRegistration: async () => ['registration.md', 'jwks.json', 'p2p-signing-cert.pem'],
  } satisfies Partial<Handlers>;
}
