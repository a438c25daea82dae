/** @file The lines of sh that build an assertion and sign it with openssl: what the wizard sends, made anew by hand. */
import type { Assertion } from '../assertion.ts';
import { shellQuoted } from './shell-quoted.ts';

/** Header and claims of the assertion, with the time and the id of each run in them. It ends with ASSERTION. */
export function assertionLines({ header, claims }: Assertion): string[] {
  const life = claims.exp - claims.iat;
  return [
    '# The private key, as PEM; where it is encrypted openssl asks for its passphrase.',
    'KEY=${KEY:-key.pem}',
    `base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }`,
    'NOW=$(date +%s)',
    'JTI=$(openssl rand -hex 16)',
    `HEADER=${shellQuoted(JSON.stringify(header))}`,
    `CLAIMS=${withPlaces(JSON.stringify({ ...claims, iat: places.now, exp: places.end, jti: places.id }), life)}`,
    'INPUT="$(printf %s "$HEADER" | base64url).$(printf %s "$CLAIMS" | base64url)"',
    ...signatureLines(header.alg),
    'if [ -z "$SIGNATURE" ]; then echo "Nothing was signed: is $KEY the private key, as PEM?" >&2; exit 1; fi',
    'ASSERTION="$INPUT.$SIGNATURE"',
  ];
}

/** In JSON they stand in quotes, and no text of a claim can: a quote in a text is escaped there. */
const places = { now: 'payer-wizard:now', end: 'payer-wizard:end', id: 'payer-wizard:id' } as const;

/** The JSON with what differs in each run put in by the shell. Only its own three members are touched: the first of each. */
function withPlaces(json: string, life: number): string {
  const parts: readonly (readonly [string, string])[] = [
    [`"iat":"${places.now}"`, `'"iat":'"$NOW"`],
    [`"exp":"${places.end}"`, `'"exp":'"$((NOW + ${String(life)}))"`],
    [`"jti":"${places.id}"`, `'"jti":"'"$JTI"'"'`],
  ];
  let [rest, line] = [json, ''];
  for (const [member, word] of parts) {
    const at = rest.indexOf(member);
    line += `${shellQuoted(rest.slice(0, at))}${word}`;
    rest = rest.slice(at + member.length);
  }
  return line + shellQuoted(rest);
}

/** Twice the octets of R, in hex digits: RFC 7518 §3.4. */
const halves: Readonly<Record<string, number>> = { ES256: 64, ES384: 96, ES512: 132 };

function signatureLines(algorithm: string): string[] {
  const bits = algorithm.slice(2);
  switch (algorithm.slice(0, 2)) {
    case 'PS':
      return [
        `SIGNATURE=$(printf %s "$INPUT" | openssl dgst -sha${bits} -sign "$KEY" -sigopt rsa_padding_mode:pss \\`,
        '  -sigopt rsa_pss_saltlen:-1 -binary | base64url)',
      ];
    case 'ES':
      return ecdsaLines(bits, halves[algorithm] ?? 0);
    case 'Ed':
      return [
        '# openssl signs so from a file only; what is signed is no secret.',
        'printf %s "$INPUT" > "$FOLDER/input"',
        'SIGNATURE=$(openssl pkeyutl -sign -rawin -inkey "$KEY" -in "$FOLDER/input" | base64url)',
      ];
    default:
      return [`SIGNATURE=$(printf %s "$INPUT" | openssl dgst -sha${bits} -sign "$KEY" -binary | base64url)`];
  }
}

/** In text alone: not every awk can write an octet that is zero. Three hex digits are two characters of base64url. */
function ecdsaLines(bits: string, half: number): string[] {
  return [
    '# openssl writes r and s as DER; JOSE wants them one behind the other, each at full length (RFC 7518 §3.4).',
    `SIGNATURE=$(printf %s "$INPUT" | openssl dgst -sha${bits} -sign "$KEY" | openssl asn1parse -inform DER | awk '`,
    `  /INTEGER/ { sub(/.*:/, ""); while (length($0) < ${String(half)}) $0 = "0" $0; hex = hex $0 }`,
    '  END {',
    '    digits = "0123456789ABCDEF"',
    '    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"',
    '    if (hex != "") while (length(hex) % 3 > 0) hex = hex "0"',
    '    for (i = 1; i < length(hex); i += 3) {',
    '      n = 0',
    '      for (j = 0; j < 3; j++) n = n * 16 + index(digits, toupper(substr(hex, i + j, 1))) - 1',
    '      printf "%s%s", substr(letters, int(n / 64) + 1, 1), substr(letters, n % 64 + 1, 1)',
    '    }',
    "  }')",
  ];
}
