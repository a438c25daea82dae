/** @file Microsoft Entra ID, where a key is a certificate. */
import { publicJwks } from '#core/domain/keys/jwks.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Ports } from '#core/ports.ts';
import { makeCertificate } from '#core/use-cases/key-certificates.ts';
import { entra } from '../../servers/families/entra.ts';
import { clientOf, ref, saveConfirmed } from '../bench.ts';
import type { Case, FamilyCase } from '../case.ts';
import { familyCase } from '../case.ts';

const asking =
  (more: Record<string, string> = {}) =>
  () => ({
    assertionAudience: 'token-endpoint',
    assertionAlgorithm: 'PS256',
    assertionCertificate: 'x5t#S256',
    requestScopes: 'api://northlake/.default',
    ...more,
  });

/** Its certificate is made after the key, and loaded up there. */
async function certify(ports: Ports, { keys: [key] }: Payer): Promise<Payer> {
  const nobody = { organization: '', organizationalUnit: '', locality: '', state: '', country: '' };
  const subject = { ...nobody, commonName: 'requesting-payer' };
  const wish = { subject, dnsNames: [], uris: [], usages: [], days: 365 };
  return makeCertificate(ports, { ref, keyId: key?.id ?? '', wish, replaces: false });
}

const derOf = ({ keys: [key] }: Payer) => (key?.certificate?.pem ?? '').replace(/-----[^-]+-----|\s/g, '');

/** A registration that is right but for the changes. */
const withCertificate = (changes: (payer: Payer) => Partial<ReturnType<typeof clientOf>> = () => ({})) => ({
  prepare: certify,
  registered: (payer: Payer) => ({ keys: publicJwks(payer).keys, certificate: derOf(payer), ...changes(payer) }),
});

const base: Pick<FamilyCase, 'family' | 'key'> = { family: entra(), key: 'RSA-2048' };

export const entraCases: readonly Case[] = [
  familyCase({
    ...base,
    ...withCertificate(),
    name: 'the thumbprint of the certificate is not sent',
    truth: 'cause/certificate-thumbprint-wanted',
    fields: asking({ assertionCertificate: 'none' }),
  }),
  familyCase({
    ...base,
    ...withCertificate(() => ({ certificate: 'AAAA' })),
    name: 'another certificate is loaded up there',
    truth: 'cause/key-not-registered',
    fields: asking(),
  }),
  familyCase({
    ...base,
    ...withCertificate(),
    name: 'their clock is ten minutes ahead',
    truth: 'cause/clock-behind',
    theirsAheadSeconds: 600,
    fields: asking(),
  }),
  familyCase({
    ...base,
    ...withCertificate(),
    name: 'our clock is ten minutes ahead',
    truth: 'cause/clock-ahead',
    oursAheadSeconds: 600,
    fields: asking(),
  }),
  familyCase({
    ...base,
    ...withCertificate(),
    name: 'the audience has a slash too many',
    truth: 'cause/audience-spelling',
    fields: ({ tokenEndpoint }) =>
      asking({ assertionAudience: 'own-text', assertionAudienceText: `${tokenEndpoint}/` })(),
  }),
  familyCase({
    ...base,
    ...withCertificate(() => ({ isDisabled: true })),
    name: 'the client is switched off',
    truth: 'cause/client-not-active',
    fields: asking(),
  }),
  familyCase({
    ...base,
    ...withCertificate(),
    name: 'a scope that is no “/.default”',
    truth: 'cause/scope-not-registered',
    fields: asking({ requestScopes: 'system/*.read' }),
  }),
  familyCase({
    ...base,
    ...withCertificate(),
    name: 'no scope is asked for',
    truth: 'cause/scope-missing',
    fields: asking(),
    later: async (ports, payer) => saveConfirmed(ports, changePayer(payer, { fields: { requestScopes: '' } })),
  }),
];
