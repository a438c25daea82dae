/** @file UDAP: trust by certificates. */
import { X509Certificate } from 'node:crypto';
import { pemOf, certify, keyPemOf } from '../../pki.ts';
import type { CertificateRequest, Signer } from '../../pki.ts';
import type { Client } from '../../servers/families/family.ts';
import { infernoUdap } from '../../servers/families/inferno-udap.ts';
import { udapServer } from '../../servers/families/udap.ts';
import type { Case, FamilyCase, Typed } from '../case.ts';
import { familyCase } from '../case.ts';

const DAY = 86_400_000;
const now = new Date();
const uri = 'https://requesting-payer.example/udap';
const anchor = await certify(now, { name: 'community', ca: true });
const issuing = await certify(now, { name: 'issuing', ca: true, issuer: anchor });
const stranger = await certify(now, { name: 'stranger', ca: true });

const b2b = (purpose: string) =>
  JSON.stringify({ version: '1', organization_id: 'https://requesting-payer.example/org', purpose_of_use: [purpose] });
const purposeOf = (code: string) => `urn:oid:2.16.840.1.113883.3.7204.1.5.2.1#${code}`;
const good = purposeOf('T-PYMNT');

/** A key with its certificate and what is above it. */
const keyWith =
  (request: Partial<CertificateRequest> = {}, above: readonly Signer[] = [issuing]) =>
  async () => {
    const leaf = await certify(now, { name: 'requesting-payer', issuer: issuing, uri, ...request });
    return { pem: [await keyPemOf(leaf), pemOf(leaf), ...above.map(pemOf)].join('\n') };
  };

const known = (changes: Partial<Client> = {}) => ({ registered: () => ({ subject: uri, ...changes }) });
const asking =
  (purpose = good): Typed =>
  () => ({ authenticationMethod: 'udap', b2bExtension: b2b(purpose) });

const family: FamilyCase['family'] = async () =>
  Promise.resolve(udapServer({ anchors: [pemOf(anchor)], purpose: 'T-PYMNT' }));
const base = { family, fields: asking() };

const derOf = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');
const anotherCertificate = new X509Certificate(pemOf(await certify(now, { name: 'of-2024', issuer: issuing, uri })));

/** Nothing is wrong with it. */
export const rightUdap: Case = familyCase({ ...base, ...known(), name: 'right', truth: '', key: keyWith() });

export const trustedCases: readonly Case[] = [
  familyCase({
    ...base,
    ...known(),
    name: 'the certificate is of a CA that the community does not trust',
    truth: 'cause/certificate-not-trusted',
    key: keyWith({ issuer: stranger }, [stranger]),
  }),
  familyCase({
    ...base,
    ...known(),
    name: 'the certificate above ours is not sent along',
    truth: 'cause/certificate-not-trusted',
    key: keyWith({}, []),
  }),
  familyCase({
    ...base,
    ...known(),
    name: 'our certificate has expired',
    truth: 'cause/certificate-expired',
    key: keyWith({ notBefore: new Date(now.getTime() - 9 * DAY), notAfter: new Date(now.getTime() - DAY) }),
  }),
  familyCase({
    ...base,
    ...known({ subject: 'https://requesting-payer.example/another' }),
    name: 'the certificate names another URI than the registration',
    truth: 'cause/san-mismatch',
    key: keyWith(),
  }),
  familyCase({
    ...base,
    ...known(),
    name: 'the purpose of use is another than that of the registration',
    truth: 'cause/b2b-extension-refused',
    key: keyWith(),
    fields: asking(purposeOf('T-TREAT')),
  }),
  familyCase({
    ...base,
    registered: null,
    name: 'it was never registered',
    truth: 'cause/client-unknown',
    key: keyWith(),
  }),
  familyCase({
    ...base,
    ...known({ scopes: ['system/Coverage.rs'] }),
    name: 'a scope that is not registered',
    truth: 'cause/scope-not-registered',
    key: keyWith(),
    fields: () => ({ authenticationMethod: 'udap', b2bExtension: b2b(good), requestScopes: 'system/Patient.rs' }),
  }),
  familyCase({
    ...base,
    ...known(),
    name: 'their clock is an hour ahead',
    truth: 'cause/clock-behind',
    key: keyWith(),
    theirsAheadSeconds: 3600,
  }),
  familyCase({
    family: infernoUdap(),
    registered: () => ({ certificate: anotherCertificate.raw.toString('base64') }),
    name: 'another certificate is registered',
    truth: 'cause/certificate-not-trusted',
    key: keyWith(),
    fields: asking(),
  }),
  familyCase({
    family: infernoUdap(),
    registered: ({ keys: [key] }) => ({ certificate: derOf(key?.certificate?.pem ?? '') }),
    name: 'no certificate goes along',
    truth: 'cause/method-not-registered',
    key: keyWith(),
    fields: () => ({ authenticationMethod: 'private_key_jwt', b2bExtension: b2b(good) }),
  }),
];
