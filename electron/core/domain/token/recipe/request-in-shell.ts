/** @file The lines of sh around the token request and the call after it. What is secret goes to curl by its standard input. */
import { addressFlaw } from '../../address.ts';
import type { Payer } from '../../payer/payer.ts';
import { valueOf } from '../../payer/payer.ts';
import { nextAddress } from '../next-call.ts';
import type { Way } from '../way.ts';
import { shellQuoted } from './shell-quoted.ts';

export interface ShellRequest {
  readonly endpoint: string;
  readonly clientId: string;
  /** All of the form that is no secret and no assertion. */
  readonly form: Readonly<Record<string, string>>;
  readonly way: Way;
  /** PEM of the CAs to trust beside the system's. */
  readonly authorities: readonly string[];
  /** PEM of the client certificate and what is above it; '' for none. */
  readonly clientCertificate: string;
  readonly proxy: string;
  readonly encoding: 'form' | 'raw';
}

/** A line of curl's own configuration: arguments can be read by every process of the machine. */
export const privateLine = [
  '# One line of curl’s configuration, which it reads from standard input: an argument could be read by every process.',
  `line() { printf '%s = "%s"\\n' "$1" "$(printf %s "$2" | sed 's/[\\\\"]/\\\\&/g')"; }`,
];

/** Asks for a secret without showing it; from a pipe it takes the next line. */
export function askLines(variable: string, words: string): string[] {
  return [
    `printf %s ${shellQuoted(`${words}: `)} >&2`,
    'stty -echo 2> /dev/null || :',
    `IFS= read -r ${variable} || [ -n "$${variable}" ]`,
    'stty echo 2> /dev/null || :',
    'echo >&2',
  ];
}

/** `call`: curl with everything that says how the payer's servers are reached. */
export function networkLines({ authorities, clientCertificate, proxy }: ShellRequest): string[] {
  const { address, user } = proxyParts(proxy);
  const options = [
    '--silent --show-error --http1.1 --globoff --max-time 30 --suppress-connect-headers',
    ...(authorities.length === 0 ? [] : ['--cacert "$FOLDER/authorities.pem"']),
    ...(clientCertificate === '' ? [] : ['--cert "$FOLDER/client.pem" --key "$CLIENT_KEY"']),
    ...(proxy === 'none' ? ["--noproxy '*'"] : []),
    ...(address === '' ? [] : [`--proxy ${shellQuoted(address)}`]),
  ];
  return [
    ...authorityLines(authorities),
    ...(clientCertificate === ''
      ? []
      : [
          '# The client certificate, and the file of its private key.',
          ...writtenLines(clientCertificate, '"$FOLDER/client.pem"'),
          'CLIENT_KEY=${CLIENT_KEY:-client-key.pem}',
        ]),
    ...(user === '' ? [] : askLines('PROXY_PASSWORD', 'Password of the proxy')),
    'call() {',
    ...(user === '' ? [] : [`  { line proxy-user ${shellQuoted(`${user}:`)}"$PROXY_PASSWORD"; cat; } |`]),
    `  curl --config - ${options.join(' \\\n    ')} "$@"`,
    '}',
  ];
}

/** curl trusts a file instead of the system's CAs; the wizard trusts both. */
function authorityLines(authorities: readonly string[]): string[] {
  if (authorities.length === 0) return [];
  return [
    '# The CAs that you trust for this payer, and those of this system where they are found.',
    ...writtenLines(authorities.join('\n'), '"$FOLDER/authorities.pem"'),
    'for SYSTEM in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do',
    '  if [ -r "$SYSTEM" ]; then cat "$SYSTEM" >> "$FOLDER/authorities.pem"; break; fi',
    'done',
  ];
}

/** Writes a text of many lines to a file, a line as a word. */
function writtenLines(text: string, file: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  return [`printf '%s\\n' \\`, ...lines.map((line) => `  ${shellQuoted(line)} \\`), `  > ${file}`];
}

function proxyParts(proxy: string): { address: string; user: string } {
  if (proxy === 'system' || proxy === 'none' || !URL.canParse(proxy)) return { address: '', user: '' };
  const { protocol, host, username } = new URL(proxy);
  return { address: `${protocol}//${host}`, user: decodeURIComponent(username) };
}

/** The token request itself. It ends with ANSWER, as it came, and TOKEN, which may be empty. */
export function requestLines({ endpoint, clientId, form, way, encoding }: ShellRequest): string[] {
  const { method, grant } = way;
  const isCredential = way.usesAssertion && grant === 'client_credentials';
  const lines = [
    ...(way.usesAssertion
      ? [`line data-urlencode "${isCredential ? 'client_assertion' : 'assertion'}=$ASSERTION"`]
      : []),
    ...(method === 'client_secret_basic' ? ['line header "Authorization: Basic $BASIC"'] : []),
    ...(method === 'client_secret_post' ? ['line data-urlencode "client_secret=$CLIENT_SECRET"'] : []),
  ];
  const options = [
    `--include --proto ${shellQuoted(`=${new URL(endpoint).protocol.replace(':', '')}`)} --header 'Accept: application/json'`,
    ...Object.entries(form).map(([name, value]) => `--data-urlencode ${shellQuoted(`${name}=${value}`)}`),
    `--url ${shellQuoted(endpoint)}`,
  ];
  return [
    ...(method === 'client_secret_basic' ? basicLines(clientId, encoding) : []),
    `ANSWER=$({ ${lines.length === 0 ? ':' : lines.join('; ')}; } | call ${options.join(' \\\n  ')})`,
  ];
}

/** `application/x-www-form-urlencoded` as the wizard writes it: what RFC 6749 §2.3.1 asks for, with no sign encoded that need not be. */
function basicLines(clientId: string, encoding: 'form' | 'raw'): string[] {
  if (encoding === 'raw')
    return [`BASIC=$(printf %s:%s ${shellQuoted(clientId)} "$CLIENT_SECRET" | openssl base64 -A)`];
  return [
    '# Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1).',
    `form() { printf %s "$1" | od -An -v -tx1 | awk '`,
    '  BEGIN {',
    '    signs = "*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"',
    '    split("2a 2d 2e 5f", codes, " ")',
    '    for (i = 1; i <= length(signs); i++) {',
    '      code = i <= 4 ? codes[i] : sprintf("%02x", i <= 14 ? 43 + i : i <= 40 ? 50 + i : 56 + i)',
    '      keep[code] = substr(signs, i, 1)',
    '    }',
    '    keep["20"] = "+"',
    '  }',
    `  { for (i = 1; i <= NF; i++) printf "%s", ($i in keep) ? keep[$i] : "%" toupper($i) }'; }`,
    `BASIC=$(printf %s:%s "$(form ${shellQuoted(clientId)})" "$(form "$CLIENT_SECRET")" | openssl base64 -A)`,
  ];
}

/** Shows the answer with every token masked, and ends where it brought none. It ends with TOKEN. */
export const answerLines = [
  '# What came back; no token is shown.',
  `printf '%s\\n' "$ANSWER" | sed -E 's/("(access|refresh|id)_token"[[:space:]]*:[[:space:]]*")[^"]*/\\1(not shown)/g'`,
  `TOKEN=$(printf %s "$ANSWER" | tr -d '\\r\\n' | sed -n 's/.*"access_token"[[:space:]]*:[[:space:]]*"\\([^"]*\\)".*/\\1/p')`,
  'if [ -z "$TOKEN" ]; then echo "No token came." >&2; exit 2; fi',
];

/** The call with the token: of its answer status and headers are shown, and nothing of a person. */
export function nextCallLines(payer: Payer): string[] {
  const base = valueOf(payer, 'fhirBaseUrl');
  const flaw = addressFlaw(base);
  if (flaw !== null && flaw !== 'not-https')
    return ['# No call with the token: the FHIR Base URL is not known, or is no address that one may be sent to.'];
  const options = [
    `--output /dev/null --dump-header - --proto ${shellQuoted(`=${new URL(base).protocol.replace(':', '')}`)}`,
    "--header 'Accept: application/fhir+json'",
    `--url ${shellQuoted(nextAddress(base))}`,
  ];
  return [
    '# The call after it: 200 says that the token is good; 401 that the FHIR server does not take it; 403 that a permission is missing.',
    `line header "Authorization: Bearer $TOKEN" | call ${options.join(' \\\n  ')}`,
  ];
}
