/**
 * @file The part of `test/e2e/certificates-in-electron.test.ts` that runs in Electron’s Node: it makes a request and a certificate
 * with a key of each kind, and reads what openssl made. Arguments: a file with the inputs, a file for what came out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { CertificateWish } from '#core/domain/keys/certificate-wish.ts';
import type { CertificateRecord, KeyKind, RequestRecord } from '#core/domain/keys/key-record.ts';
import { keyKinds } from '#core/domain/keys/key-record.ts';
import { readCertificate } from '#node/keys/certificate.ts';
import type { Issued } from '#node/keys/certificate.ts';
import { makeKey } from '#node/keys/generate-key.ts';
import { certificateRequest, readRequest } from '#node/keys/request.ts';
import { selfSigned } from '#node/keys/self-sign.ts';
import { issuedAmong } from './issued-among.ts';

export interface Given {
  readonly wish: CertificateWish;
  readonly requests: readonly string[];
  readonly certificates: readonly string[];
}

export interface CameOut {
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly made: readonly { kind: KeyKind; request: Omit<RequestRecord, 'template'>; certificate: CertificateRecord }[];
  readonly requests: readonly RequestRecord[];
  readonly certificates: readonly CertificateRecord[];
  readonly issued: readonly Issued[];
}

async function make(kind: KeyKind, wish: CertificateWish): Promise<CameOut['made'][number]> {
  const key = await makeKey(kind);
  const now = new Date();
  return {
    kind,
    request: await certificateRequest(key, wish, { now }),
    certificate: await selfSigned(key, wish, { now }),
  };
}

/** Only as a program: the test imports the types. */
const [, , from, to] = process.argv;
if ('electron' in process.versions && from !== undefined && to !== undefined) {
  const { wish, requests, certificates } = JSON.parse(readFileSync(from, 'utf8')) as Given;
  const made: CameOut['made'][number][] = [];
  for (const kind of keyKinds) made.push(await make(kind, wish));
  const result: CameOut = {
    versions: process.versions,
    made,
    requests: requests.map(readRequest),
    certificates: certificates.map(readCertificate),
    issued: issuedAmong(certificates),
  };
  writeFileSync(to, JSON.stringify(result));
}
