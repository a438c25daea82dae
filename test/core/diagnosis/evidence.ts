/** @file Evidence for a diagnosis: a sample payer, the request as the use case prepares it, and an answer as an adapter hands it over. */
import type { Evidence } from '#core/domain/diagnosis/evidence.ts';
import type { CertificateRecord } from '#core/domain/keys/key-record.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import type { AuthenticationMode, FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { propose } from '#core/domain/payer/proposals.ts';
import type { TlsFacts } from '#core/domain/token/report.ts';
import type { Called, Exchange, TokenAnswer, WireStep } from '#core/ports.ts';
import { Secret } from '#core/domain/secret.ts';
import { evidenceOf } from '#core/use-cases/token/evidence-of.ts';
import { prepareRequest } from '#core/use-cases/token/token-request.ts';
import { fixedClock, memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';

/** Years after the sample's key was made: what is fresh is said by the row. */
export const now = '2027-01-01T00:00:00.000Z';

export interface Said {
  readonly status?: number;
  /** The body: an object goes as JSON, a text as it is. */
  readonly body?: object | string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where no answer came: the adapter's code, and the step at which it ended. */
  readonly code?: string;
  readonly step?: WireStep['name'];
  readonly detail?: string;
  readonly tls?: Partial<TlsFacts>;
  readonly proxy?: string;
  readonly is?: TokenAnswer['is'];
}

export interface Given {
  readonly ref?: string;
  readonly mode?: AuthenticationMode;
  readonly fields?: Partial<Record<FieldName, string>>;
  /** What documents and files say beyond the sample. */
  readonly payer?: (payer: Payer) => Payer;
  readonly answer: Said;
  readonly nextCall?: Said & { readonly issues?: readonly string[] };
  /** Our clock minus theirs; null: there was no Date header. */
  readonly clock?: number | null;
  readonly encodingMatters?: boolean;
}

/** Whether a request can be made with the settings changed so: throws the fault that says why not. */
export async function askWith(given: Given, fields: Given['fields']): Promise<void> {
  await evidence({ ...given, fields: { ...given.fields, ...fields } });
}

export async function evidence(given: Given): Promise<Evidence> {
  const ports = memoryPorts({ clock: fixedClock(now) });
  const { ref, mode } = given;
  const sample = await samplePayer(ports, {
    ...(ref === undefined ? {} : { ref }),
    ...(mode === undefined ? {} : { mode }),
  });
  // What documents say is proposed from.
  const changed = propose(given.payer?.(aged(sample)) ?? aged(sample));
  const payer = changePayer(changed, { fields: given.fields ?? {} });
  const prepared = await prepareRequest(ports, payer);
  const answer: TokenAnswer = {
    ...answerOf(given.answer),
    sent: { headers: {}, form: { grant_type: prepared.request.form['grant_type'] ?? '' } },
    encodingMatters: given.encodingMatters ?? false,
  };
  const nextCall = given.nextCall === undefined ? null : calledOf(given.nextCall);
  const clockDifferenceSeconds = given.clock === undefined ? 0 : given.clock;
  return evidenceOf({ payer, prepared, answer, nextCall, clockDifferenceSeconds, now: new Date(now) });
}

/** A key that everybody had time to load. */
function aged(payer: Payer): Payer {
  const since = '2026-06-01T08:00:00.000Z';
  return { ...payer, keys: payer.keys.map((key) => ({ ...key, createdAt: since, signsSince: since })) };
}

/** A key that signs for an hour, instead of another that had signed before. */
export function withNewKey(payer: Payer): Payer {
  const since = '2026-12-31T23:00:00.000Z';
  const keys = payer.keys.map((key) => ({ ...key, signsSince: since }));
  return {
    ...payer,
    keys: [...keys, ...payer.keys.map((key) => ({ ...key, id: `${key.id}-before`, kid: 'key-before' }))],
  };
}

function exchangeOf({ status, body, type, headers = {}, code = '', step, detail = '', tls, proxy }: Said): Exchange {
  const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? '');
  const contentType = type ?? (typeof body === 'object' ? 'application/json' : text.startsWith('<') ? 'text/html' : '');
  return {
    code,
    detail,
    steps: step === undefined ? [] : [{ name: step, state: 'failed', milliseconds: 1, noted: '' }],
    tls:
      tls === undefined
        ? null
        : { version: '', cipher: '', chain: [], trusted: false, why: '', certificateOffered: false, ...tls },
    answer:
      status === undefined
        ? null
        : {
            status,
            contentType,
            members: typeof body === 'object' ? Object.keys(body) : [],
            headers,
            body: text,
            bytes: text.length,
          },
    ...(proxy === undefined ? {} : { proxy }),
  };
}

function answerOf(said: Said): Omit<TokenAnswer, 'sent'> {
  const members = typeof said.body === 'object' ? (said.body as Readonly<Record<string, unknown>>) : {};
  const text = (name: string) => (typeof members[name] === 'string' ? members[name] : '');
  const token = text('access_token');
  const refused = said.status !== undefined && said.status >= 400 && text('error') !== '';
  return {
    ...exchangeOf(said),
    is: said.is ?? (token === '' ? (refused ? 'refused' : 'failed') : 'granted'),
    tokenType: text('token_type'),
    expiresIn: members['expires_in'] ?? null,
    scope: typeof members['scope'] === 'string' ? members['scope'] : null,
    error: text('error'),
    errorDescription: text('error_description'),
    errorUri: text('error_uri'),
    accessToken: token === '' ? null : new Secret(token),
  };
}

function calledOf({ issues = [], ...said }: Said & { issues?: readonly string[] }): Called {
  return { ...exchangeOf(said), issueCodes: [...issues] };
}

export const refused = (error: string, description = '', more: Said = {}): Said => ({
  status: error === 'invalid_client' ? 401 : 400,
  body: { error, ...(description === '' ? {} : { error_description: description }) },
  ...more,
});

export const granted: Said = {
  status: 200,
  body: { access_token: 'a-token-of-nobody', token_type: 'Bearer', expires_in: 300 },
};

/** The signing key with a certificate. */
export function withCertificate(certificate: Partial<CertificateRecord>): (payer: Payer) => Payer {
  const record: CertificateRecord = {
    pem: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    subject: 'CN=Harbor Ridge P2P',
    issuer: 'CN=Community CA',
    dnsNames: [],
    uris: ['https://harbor-ridge.example/p2p'],
    usages: [],
    publicJwk: {},
    publicKeySha256: '',
    sha256: 'a'.repeat(64),
    sha1: 'b'.repeat(40),
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2028-01-01T00:00:00Z',
    selfSigned: false,
    isAuthority: false,
    ...certificate,
  };
  return (payer) => ({ ...payer, keys: payer.keys.map((key) => ({ ...key, certificate: record })) });
}

export const b2b = JSON.stringify({
  version: '1',
  organization_id: 'https://harbor-ridge.example',
  purpose_of_use: ['urn:oid:2.16.840.1.113883.5.8#TREAT'],
});
