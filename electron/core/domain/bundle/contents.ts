/** @file What a bundle holds of a payer. All of it is public: keys by their public halves, the secret by the name of a variable. */
import type { Dialect, ServerDefinition } from '../definition/server-definition.ts';
import type { DocumentKind } from '../discovery/finding.ts';
import { publicJwks } from '../keys/jwks.ts';
import { acceptanceOf } from '../payer/findings.ts';
import type { Payer } from '../payer/payer.ts';
import { keystoreFile } from '../push/keystore.ts';
import { registrationFiles } from '../registration/registration.ts';
import { answersName, answersOf } from './answers.ts';
import { documentName } from './document-name.ts';
import type { BundleFile } from './file.ts';
import { textBytes } from './file.ts';
import { definitionBytes } from './manifest.ts';

export interface BundledPayer {
  readonly payer: Payer;
  readonly definition: ServerDefinition;
  readonly dialects: Readonly<Record<Dialect, string>>;
  readonly evidence: readonly { readonly kind: DocumentKind; readonly sha256: string; readonly bytes: Uint8Array }[];
}

const dialectFiles: Readonly<Record<Dialect, string>> = {
  'admin-api': 'admin-api.json',
  'seed-file': 'seed-servers.json',
  tutorial: 'tutorial.json',
};

export function payerFiles(bundled: BundledPayer): BundleFile[] {
  const { payer, definition, dialects } = bundled;
  const files = [
    { path: 'definition/definition.json', bytes: definitionBytes(definition) },
    ...(Object.keys(dialectFiles) as Dialect[]).map((dialect) =>
      text(`definition/${dialectFiles[dialect]}`, dialects[dialect]),
    ),
    ...scriptFiles(definition),
    ...keyFiles(payer),
    ...keystoreFiles(bundled),
    ...registrationFiles(payer).map(({ path, bytes }) => ({ path: `registration/${path}`, bytes })),
    ...evidenceFiles(bundled),
  ];
  return files.map(({ path, bytes }) => ({ path: `payers/${payer.ref}/${path}`, bytes }));
}

function scriptFiles({ authorizationScript, userMappingScript }: ServerDefinition): BundleFile[] {
  return [
    ...(authorizationScript === '' ? [] : [text('scripts/p2p-server-auth.js', authorizationScript)]),
    ...(userMappingScript === '' ? [] : [text('scripts/user-mapping.js', userMappingScript)]),
  ];
}

function keyFiles(payer: Payer): BundleFile[] {
  const { keys } = payer;
  const certificate = keys[0]?.certificate;
  return [
    ...(keys.length === 0 ? [] : [json('keys/jwks.json', publicJwks(payer))]),
    ...(certificate ? [text('keys/p2p-signing-cert.pem', certificate.pem)] : []),
  ];
}

function keystoreFiles({ payer: { ref, keys }, definition }: BundledPayer): BundleFile[] {
  const usesKey = definition.clientAuthenticationMode === 'PRIVATE_KEY_JWT';
  return usesKey ? [json('keys/keystore.json', keystoreFile(ref, keys))] : [];
}

function evidenceFiles({ payer, evidence }: BundledPayer): BundleFile[] {
  const documents = evidence.map(({ kind, sha256, bytes }) => ({
    path: documentName(kind, sha256),
    bytes,
  }));
  const index = payer.documents.map(({ kind, retrievedFrom, retrievedAt, etag, sha256 }) => ({
    kind,
    retrievedFrom,
    retrievedAt,
    etag,
    sha256,
  }));
  const findings = payer.findings.map((finding) => ({
    ...finding,
    accepted: acceptanceOf(payer.accepted, finding) ?? null,
  }));
  return [
    ...distinct(documents),
    json(answersName, answersOf(payer)),
    json('evidence/findings.json', { documents: index, findings }),
    // The report is made to be shown: it never had the token, the secret or the signature.
    json('evidence/token-test.json', payer.test),
    ...(payer.probes === null ? [] : [json('evidence/token-probes.json', payer.probes)]),
    ...(payer.signIn === null ? [] : [json('evidence/sign-in.json', payer.signIn)]),
  ];
}

function distinct(files: readonly BundleFile[]): BundleFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function text(path: string, content: string): BundleFile {
  return { path, bytes: textBytes(content) };
}

function json(path: string, value: unknown): BundleFile {
  return text(path, `${JSON.stringify(value, null, 2)}\n`);
}
