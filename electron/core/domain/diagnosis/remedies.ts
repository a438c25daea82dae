/** @file What can be done about a cause. (1) Nothing here asks anybody: a remedy is words and values, and a person decides. */
import { publicJwks } from '../keys/jwks.ts';
import type { FieldName } from '../payer/fields.ts';
import { valueOf } from '../payer/payer.ts';
import type { StepId } from '../payer/progress.ts';
import type { Remedy } from './diagnosis.ts';
import { quoted } from './page.ts';
import type { Seen } from './seen.ts';

/** Fields that become others; null where all of them are so already. */
export function change(
  { payer }: Pick<Seen, 'payer'>,
  says: string,
  fields: Partial<Readonly<Record<FieldName, string>>>,
): Remedy | null {
  const differing = Object.entries(fields).filter(([name, value]) => valueOf(payer, name as FieldName) !== value);
  return differing.length === 0 ? null : { is: 'change', says, fields: Object.fromEntries(differing) };
}

export function go(step: StepId, says: string): Remedy {
  return { is: 'go', says, step };
}

export function again(says: string): Remedy {
  return { is: 'again', says };
}

/** A text for the Source Payer with all that they need to look it up. `keys`: our public key set goes along. */
export function ask(seen: Seen, question: string, { keys = false }: { keys?: boolean } = {}): Remedy {
  const { payer, words, assertion, status, answer } = seen;
  const key = seen.key?.thumbprint ?? '';
  const certificate = clientCertificateOf(seen);
  const said = [seen.namedError, answer.errorDescription === '' ? '' : quoted(answer.errorDescription)];
  const lines = [
    ['Client id', words.clientId],
    ...asked(seen),
    ['Time', timeOf(seen)],
    ['Scopes', seen.scopes.join(' ')],
    ['Answer', status === 0 ? answer.code : [String(status), ...said].filter((word) => word !== '').join(' ')],
    ...requestIds(seen),
    ['Audience (aud)', words.audience],
    ['Signed with', assertion === null ? '' : words.algorithm],
    ['Key id (kid)', words.kid],
    ['Key thumbprint (RFC 7638)', assertion === null ? '' : key],
    ['Client certificate (SHA-256)', certificate],
  ].filter(([, value]) => value !== '');
  const set =
    keys && payer.keys.length > 0 ? ['', 'Our public key set (JWKS):', JSON.stringify(publicJwks(payer), null, 2)] : [];
  const text = [
    'Hello,',
    '',
    question,
    '',
    ...lines.map(([name, value]) => `${String(name)}: ${String(value)}`),
    ...set,
    '',
    'Thank you.',
    '',
  ];
  return { is: 'ask', says: 'Copy a question for the Source Payer', text: text.join('\n') };
}

function asked({ payer, words, phase }: Seen): string[][] {
  const grant = valueOf(payer, 'grantType') || 'client_credentials';
  const token = ['Token endpoint', `${words.endpoint} (POST, ${words.method}, ${grant})`];
  return phase === 'token' ? [token, ['FHIR server', `${words.fhirBase} (GET with the token)`]] : [token];
}

/** When the request was made, as our clock had it; UTC, so that nobody has to guess. */
function timeOf({ assertion, now }: Seen): string {
  const at = assertion === null ? now : new Date(assertion.claims.iat * 1000);
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Under which a server finds a request in its log. */
const idHeaders = [
  'x-request-id',
  'request-id',
  'x-correlation-id',
  'correlation-id',
  'cerner-correlation-id',
  'opc-request-id',
  'x-okta-request-id',
  'x-ms-request-id',
  'x-amzn-requestid',
  'x-amzn-trace-id',
  'cf-ray',
  'x-azure-ref',
];

function requestIds({ page }: Seen): string[][] {
  return idHeaders.flatMap((name) => {
    const value = page.headers[name] ?? '';
    return value === '' ? [] : [[name, value.slice(0, 200)]];
  });
}

function clientCertificateOf({ payer }: Seen): string {
  const key = payer.keys.find(({ id }) => id === payer.network.clientKeyId);
  return key?.certificate?.sha256 ?? '';
}
