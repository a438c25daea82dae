/** @file The law of importing: export → import → export gives the same files, but for the signatures. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import { thumbprintOf } from '#core/domain/keys/thumbprint.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import { testedSettings } from '#core/domain/token/settings.ts';
import { acceptFinding } from '#core/use-cases/accept-finding.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { importBundle } from '#core/use-cases/import/import-bundle.ts';
import { digests } from '#node/digests.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { grant, probes, refusal, signIn } from '../../renderer/sample-reports.ts';
import { certificateOf, keyOf, requestOf } from '../keys/records.ts';
import { samplePayer } from '../support/sample-payer.ts';
import { exportedWhole } from '../support/whole-bundle.ts';

const wish = { statedTime: '2027-01-01T12:00:00.000Z', signer: 'ana', comment: '' };

function realKeyOf(name: string, change: Partial<KeyRecord> = {}): KeyRecord {
  const key = keyOf(name, change);
  return { ...key, thumbprint: thumbprintOf(key.publicJwk, digests.sha256) };
}

/** What may be so or otherwise at a payer: each alone is easy, and together they are what a payer is. */
const changes = {
  certificate: (payer: Payer): Payer => ({
    ...payer,
    keys: payer.keys.map((key, at) => {
      const { publicKeySha256, publicJwk } = key;
      const certificate = certificateOf('own', 'ca', { publicKeySha256, publicJwk });
      return at === 0 ? { ...key, certificate, chain: [certificateOf('ca')] } : key;
    }),
  }),
  rotation: (payer: Payer): Payer => ({
    ...payer,
    keys: [...payer.keys, realKeyOf('next', { signsSince: null, request: requestOf('next') })],
  }),
  clientCertificate: (payer: Payer): Payer => ({
    ...payer,
    keys: [...payer.keys, realKeyOf('client', { certificate: certificateOf('client', 'ca') })],
    network: { ...payer.network, clientKeyId: 'client', proxy: 'http://proxy.example:8080' },
  }),
  ownKid: (payer: Payer): Payer => ({
    ...payer,
    keys: payer.keys.map((key, at) => ({ ...key, kid: `kid-${String(at)}` })),
  }),
  noDocuments: (payer: Payer): Payer => ({ ...payer, documents: [], findings: [] }),
  granted: (payer: Payer): Payer => ({ ...payer, test: { ...grant(payer), settings: testedSettings(payer) } }),
  refused: (payer: Payer): Payer => ({ ...payer, test: { ...refusal(payer), settings: testedSettings(payer) } }),
  probes: (payer: Payer): Payer => ({ ...payer, probes }),
  signedIn: (payer: Payer): Payer => ({ ...payer, signIn }),
  scripts: (payer: Payer): Payer =>
    changePayer(payer, {
      fields: { authorizationScript: '', userMappingScript: 'function getUserName(a, b) {\r\n  return "ü–😀";\r\n}' },
    }),
  settings: (payer: Payer): Payer =>
    changePayer(payer, {
      fields: {
        assertionSeconds: '120',
        assertionType: 'JWT',
        assertionJku: 'https://us.example/jwks',
        grantType: 'jwt-bearer',
      },
    }),
  typed: (payer: Payer): Payer =>
    changePayer(payer, {
      name: 'Nörth|lake\n# x',
      fields: { requestScopes: 'openid x', customTokenParameters: 'a=b' },
    }),
} as const;

type Change = keyof typeof changes;

const anyPayer = fc.record({
  mode: fc.constantFrom('PRIVATE_KEY_JWT' as const, 'CLIENT_SECRET_BASIC' as const),
  made: fc.shuffledSubarray(Object.keys(changes) as Change[]),
  isAccepted: fc.boolean(),
});

async function stored(
  ports: ReturnType<typeof memoryPorts>,
  given: { mode: 'PRIVATE_KEY_JWT' | 'CLIENT_SECRET_BASIC'; made: readonly Change[]; isAccepted: boolean },
) {
  const first = await samplePayer(ports, { mode: given.mode });
  const changed = given.made.reduce<Payer>((payer, name) => changes[name](payer), first);
  const payer = await ports.store.savePayer(changed);
  const [finding] = payer.findings;
  if (given.isAccepted && finding !== undefined)
    await ports.store.savePayer(
      acceptFinding(payer, {
        code: finding.code,
        member: finding.member,
        reason: 'CHG',
        by: 'ana',
        at: wish.statedTime,
      }),
    );
  return payer.ref;
}

const unsigned = (files: readonly BundleFile[]) =>
  files
    .filter(({ path }) => !path.startsWith('signatures/'))
    .map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]);

test('law: export, import into an empty store, export: the same, but for the signatures', async () => {
  await fc.assert(
    fc.asyncProperty(anyPayer, async (given) => {
      const ours = memoryPorts();
      const ref = await stored(ours, given);
      const bundle = await exportedWhole(ours, { ...wish, refs: [ref] });
      const trust: TrustedSigner[] = [{ keyId: bundle.keyId, name: 'Ana', roles: ['author'], revokedAt: null }];

      const theirs = memoryPorts();
      await importBundle(theirs, {
        source: { is: 'archive', bytes: bundle.bytes },
        trust,
        require: ['author'],
        isUnverified: false,
        only: null,
        as: null,
        replaces: false,
      });
      // A definition with a secret is complete with one: it comes by another way.
      if (given.mode === 'CLIENT_SECRET_BASIC') await keepSecret(theirs, ref, new Secret('of the other store'));
      const again = await exportedWhole(theirs, { ...wish, refs: [ref] });
      expect(unsigned(again.files)).toEqual(unsigned(bundle.files));
    }),
    { numRuns: 60 },
  );
}, 60_000);
