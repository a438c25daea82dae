import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import type { TokenReport } from '#core/domain/token/report.ts';
import { clockSeconds } from '../../ui/words.ts';
import { decisiveInRequest } from './decisive.ts';
import type { CodeLine } from './json-lines.ts';
import { jsonLines } from './json-lines.ts';

type Assertion = NonNullable<TokenReport['sent']['assertion']>;

/** The request of a live test, line by line, as it went over the wire but for what must not be shown. */
export function sentLines(report: TokenReport, keys: readonly KeyRecord[]): CodeLine[] {
  const { endpoint, sent } = report;
  const hits = decisiveInRequest(report);
  const rows = (values: Readonly<Record<string, string>>, sign: string) =>
    Object.entries(values).map(([name, value]) => line(`${name}${sign}`, value, hits.includes(name)));
  const headers = Object.keys(sent.headers).length > 0 ? sent.headers : ofEarlierVersion(sent);
  return [
    ...(sent.assertion === null ? [] : assertionLines(sent.assertion, keys, hits)),
    line('request', ''),
    line('POST ', endpoint),
    ...rows(headers, ': '),
    line('form', ''),
    ...rows(sent.form, '='),
  ];
}

function assertionLines({ header, claims }: Assertion, keys: readonly KeyRecord[], hits: readonly string[]) {
  const masked: CodeLine = { parts: [{ text: signatureWords(header, keys), look: 'masked' }], hit: false };
  return [
    line('header', ''),
    ...jsonLines(JSON.stringify(header), { hits }),
    line('claims', ''),
    ...jsonLines(JSON.stringify(claims), { hits, notes: timesOf(claims) }),
    masked,
  ];
}

/** When `iat` was on this clock, and how long after it `exp` is. */
function timesOf({ iat, exp }: Assertion['claims']): Record<string, string> {
  const at = (seconds: unknown) =>
    typeof seconds === 'number' ? clockSeconds(new Date(seconds * 1000).toISOString()) : '';
  const life = typeof iat === 'number' && typeof exp === 'number' ? `${String(exp - iat)} s later` : '';
  return { iat: at(iat), exp: [at(exp), life].filter((word) => word !== '').join(', ') };
}

const ecBytes: Readonly<Record<string, number>> = { ES256: 64, ES384: 96, ES512: 132, EdDSA: 64, Ed25519: 64 };

function signatureWords({ alg, kid }: Assertion['header'], keys: readonly KeyRecord[]): string {
  // That of RSA is as long as the modulus, which base64url tells.
  const modulus = keys.find((key) => key.kid === kid)?.publicJwk['n'];
  const bytes = ecBytes[String(alg)] ?? (modulus === undefined ? undefined : Math.floor((modulus.length * 3) / 4));
  return bytes === undefined ? 'signature: not shown' : `signature: ${String(bytes)} bytes, not shown`;
}

/** Reports of an earlier version knew of one header only. */
function ofEarlierVersion({ authorization }: TokenReport['sent']): Record<string, string> {
  return authorization === '' ? {} : { authorization };
}

function line(name: string, value: string, hit = false): CodeLine {
  return {
    parts: [
      { text: name, look: 'c' },
      { text: value, look: name.endsWith('=') ? 's' : 'k' },
    ],
    hit,
  };
}
