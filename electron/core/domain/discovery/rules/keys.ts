/** @file Key sets: every key judged by itself, and whether they can be told apart (RFC 7517, RFC 7518 §6). Keys of a kind of mistake are named together. */
import type { Json, JsonObject } from '../../json/read-json.ts';
import type { CertificateFacts } from '../../keys/certificate-facts.ts';
import type { ReadDocument } from '../read-document.ts';
import { isObject, textOf } from '../read-document.ts';
import {
  algorithmsOfKey,
  bitsOf,
  curves,
  isEvenModulus,
  isForEncryption,
  isOnCurve,
  isPublicExponent,
  missingParts,
  privateMembers,
} from './jwk-shape.ts';
import type { Found } from './rule.ts';
import { rulesOf } from './rule.ts';

const rule = rulesOf<ReadDocument>();
const member = 'keys';

export const keyRules = [
  rule({
    code: 'jwks/private-member',
    severity: 'error',
    gate: 'never',
    section: 'RFC 7517 §9.2, RFC 7518 §6.2.2 and §6.3.2',
    says: 'The key set shows the private half of {keys}.',
    hint: 'Tell the Source Payer at once: whoever read this can sign in their name. Do not go on with these keys.',
    finds: (document) => ofKeys(document, (key) => privateMembers.some((name) => key[name] !== undefined)),
  }),
  rule({
    code: 'jwks/symmetric-key',
    severity: 'error',
    gate: 'never',
    section: 'RFC 7517 §9.2, RFC 7518 §6.4',
    says: 'The key set shows a shared secret: {keys} has kty “oct”.',
    hint: 'Tell the Source Payer at once: a secret that is published is none. Do not go on with these keys.',
    finds: (document) => ofKeys(document, (key) => key['kty'] === 'oct' || key['k'] !== undefined),
  }),
  rule({
    code: 'jwks/empty',
    severity: 'warning',
    section: 'RFC 7517 §5',
    says: 'The key set has no key.',
    hint: 'Tokens signed by this server cannot be checked. Tell the Source Payer.',
    finds: (document) => (isKeySet(document) && entriesOf(document).length === 0 ? [{ member, details: {} }] : []),
  }),
  rule({
    code: 'jwks/not-a-key',
    severity: 'warning',
    section: 'RFC 7517 §4 and §5',
    says: '{count} of the key set is no JSON object with a “kty”.',
    hint: 'Readers pass it over. Tell the Source Payer.',
    finds: (document) => {
      const wrong = entriesOf(document).filter((entry) => !isObject(entry) || textOf(entry, 'kty') === '').length;
      return wrong === 0 ? [] : [{ member, details: { count: wrong === 1 ? 'An entry' : `${String(wrong)} entries` } }];
    },
  }),
  rule({
    code: 'jwks/unknown-type',
    severity: 'info',
    section: 'RFC 7517 §4.1',
    says: 'The type of {keys} is not one that is used for signing here.',
    hint: 'Readers pass it over. Known are RSA, EC and OKP.',
    finds: (document) => ofKeys(document, (key) => !['RSA', 'EC', 'OKP', 'oct', ''].includes(textOf(key, 'kty'))),
  }),
  rule({
    code: 'jwks/incomplete-key',
    severity: 'error',
    section: 'RFC 7518 §6.2.1 and §6.3.1, RFC 8037 §2',
    says: 'A part of {keys} is missing or not base64url: {parts}.',
    hint: 'No token can be checked with it. Tell the Source Payer.',
    finds: (document) => {
      const wrong = keysOf(document).filter((key) => missingParts(key).length > 0);
      const parts = [...new Set(wrong.flatMap(missingParts))].join(', ');
      return wrong.length === 0 ? [] : [{ member, details: { keys: named(wrong), parts } }];
    },
  }),
  rule({
    code: 'jwks/no-kid',
    severity: 'info',
    section: 'RFC 7517 §4.5',
    says: '{keys} has no “kid”.',
    hint: 'With one key this works; with more, verifiers have to try them all. Tell the Source Payer.',
    finds: (document) => ofKeys(document, (key) => textOf(key, 'kid') === ''),
  }),
  rule({
    code: 'jwks/kid-twice',
    severity: 'warning',
    section: 'RFC 7517 §4.5',
    says: 'Two keys of the set have the kid {kid}.',
    hint: 'Verifiers take one of them, at random. Tell the Source Payer.',
    finds: (document) => {
      const seen = new Set<string>();
      // The same kid is allowed for keys of different types that are equivalent alternatives.
      const twice = keysOf(document).find(({ kid, kty }) => {
        if (typeof kid !== 'string' || kid === '') return false;
        const name = JSON.stringify([kid, kty]);
        return seen.size === seen.add(name).size;
      });
      return twice === undefined ? [] : [{ member, details: { kid: textOf(twice, 'kid').slice(0, 100) } }];
    },
  }),
  rule({
    code: 'jwks/rsa-too-small',
    severity: 'error',
    section: 'RFC 7518 §3.3',
    says: '{keys} has {bits} bits; 2048 are the least.',
    hint: 'Verifiers refuse it, rightly. Tell the Source Payer.',
    finds: (document) => {
      const small = keysOf(document).filter((key) => key['kty'] === 'RSA' && bitsOf(key) > 0 && bitsOf(key) < 2048);
      const bits = String(Math.min(...small.map(bitsOf)));
      return small.length === 0 ? [] : [{ member, details: { keys: named(small), bits } }];
    },
  }),
  rule({
    code: 'jwks/rsa-exponent',
    severity: 'error',
    section: 'RFC 8017 §3.1',
    says: 'The public exponent of {keys} is not one: it has to be odd and more than 1.',
    hint: 'Signatures by such a key prove nothing. Tell the Source Payer.',
    finds: (document) => ofKeys(document, (key) => key['kty'] === 'RSA' && !isPublicExponent(key)),
  }),
  rule({
    code: 'jwks/even-modulus',
    severity: 'error',
    section: 'RFC 8017 §3.1',
    says: 'The modulus of {keys} is even: it is not the product of two odd primes.',
    hint: 'It is damaged, or no key at all: no signature can be checked with it. Tell the Source Payer.',
    finds: (document) => ofKeys(document, (key) => key['kty'] === 'RSA' && isEvenModulus(key)),
  }),
  rule({
    code: 'jwks/not-on-curve',
    severity: 'error',
    section: 'RFC 7518 §6.2.1, RFC 8725 §3.4',
    says: 'The point of {keys} is not on its curve.',
    hint: 'It is damaged, or made to break verifiers that do not look. Tell the Source Payer.',
    finds: (document) => ofKeys(document, (key) => !isOnCurve(key)),
  }),
  rule({
    code: 'jwks/unknown-curve',
    severity: 'warning',
    section: 'RFC 7518 §6.2.1.1, RFC 8037 §3.1',
    says: 'The curve of {keys} is not one that signatures are made with.',
    hint: 'Known are P-256, P-384, P-521, secp256k1, Ed25519 and Ed448; X25519 and X448 agree on keys, and sign nothing.',
    finds: (document) =>
      ofKeys(document, (key) => {
        const known = curves[textOf(key, 'kty')];
        return known !== undefined && !known.includes(textOf(key, 'crv')) && key['use'] !== 'enc';
      }),
  }),
  rule({
    code: 'jwks/wrong-algorithm',
    severity: 'warning',
    section: 'RFC 7517 §4.4, RFC 7518 §3.1',
    says: 'The algorithm of {keys} is not one for its type and curve.',
    hint: 'Verifiers that hold to it find no key. Tell the Source Payer.',
    finds: (document) =>
      ofKeys(document, (key) => {
        const algorithm = textOf(key, 'alg');
        return algorithm !== '' && !isForEncryption(key) && algorithmsOfKey(key)?.includes(algorithm) === false;
      }),
  }),
  rule({
    code: 'jwks/no-algorithm',
    severity: 'info',
    section: 'RFC 7517 §4.4, RFC 8725 §3.1',
    says: '{keys} does not say its algorithm.',
    hint: 'Allowed. With it, verifiers cannot be led to another one.',
    finds: (document) => ofKeys(document, (key) => textOf(key, 'alg') === ''),
  }),
  rule({
    code: 'jwks/unknown-use',
    severity: 'warning',
    section: 'RFC 7517 §4.2',
    says: 'The “use” of {keys} is neither “sig” nor “enc”.',
    hint: 'Most verifiers pass it over. Tell the Source Payer.',
    finds: (document) => ofKeys(document, ({ use }) => use !== undefined && use !== 'sig' && use !== 'enc'),
  }),
  rule({
    code: 'jwks/use-not-told',
    severity: 'warning',
    section: 'OIDC Discovery 1.0 §3, OIDC Core 1.0 §10.1',
    says: 'The set has keys for signatures and keys for encryption, and {keys} does not say its “use”.',
    hint: 'Where both are in one set, every key has to say it: verifiers may take the wrong one. Tell the Source Payer.',
    finds: (document) => {
      const keys = keysOf(document);
      const isMixed = keys.some(isForEncryption) && !keys.every(isForEncryption);
      return isMixed ? ofKeys(document, ({ use }) => use === undefined) : [];
    },
  }),
  rule({
    code: 'jwks/use-and-operations',
    severity: 'info',
    section: 'RFC 7517 §4.3',
    says: '{keys} has both “use” and “key_ops”.',
    hint: 'They should not be used together. Tell the Source Payer.',
    finds: (document) => ofKeys(document, (key) => key['use'] !== undefined && key['key_ops'] !== undefined),
  }),
  rule({
    code: 'jwks/operations-of-signer',
    severity: 'warning',
    section: 'RFC 7517 §4.3',
    says: 'The “key_ops” of {keys} do not hold “verify”.',
    hint: 'Some verifiers then pass the key over. Tell the Source Payer.',
    finds: (document) =>
      ofKeys(
        document,
        ({ key_ops: operations, use }) =>
          use !== 'enc' &&
          Array.isArray(operations) &&
          !operations.includes('verify') &&
          !operations.includes('encrypt') &&
          !operations.includes('wrapKey'),
      ),
  }),
  rule({
    code: 'jwks/none-for-signatures',
    severity: 'warning',
    section: 'RFC 7517 §4.2, OIDC Discovery 1.0 §3',
    says: 'No key of the set is for signatures.',
    hint: 'Tokens signed by this server cannot be checked. Tell the Source Payer.',
    finds: (document) => {
      const keys = keysOf(document);
      return keys.length > 0 && keys.every(({ use }) => use === 'enc') ? [{ member, details: {} }] : [];
    },
  }),
  rule({
    code: 'jwks/certificate-elsewhere',
    severity: 'info',
    section: 'RFC 7517 §4.6, RFC 8725 §3.10',
    says: 'The certificate of {keys} lies at an address of its own (x5u).',
    hint: 'It was not asked: addresses in keys are not followed.',
    finds: (document) => ofKeys(document, (key) => key['x5u'] !== undefined),
  }),
  rule({
    code: 'jwks/certificate-unreadable',
    severity: 'warning',
    section: 'RFC 7517 §4.7',
    says: 'The certificate in {keys} cannot be read.',
    hint: '“x5c” is a list of base64 DER (not base64url, not PEM). Tell the Source Payer.',
    finds: (document) =>
      ofKeys(document, (key) => {
        const leaf = leafOf(key);
        return key['x5c'] !== undefined && (leaf === '' || document.certificates?.get(leaf) === null);
      }),
  }),
  rule({
    code: 'jwks/certificate-of-another-key',
    severity: 'error',
    section: 'RFC 7517 §4.7',
    says: 'The certificate in {keys} is for another key.',
    hint: 'Verifiers that take the certificate refuse every token. Tell the Source Payer.',
    finds: (document) =>
      ofCertificates(document, ({ publicJwk }, key) =>
        Object.entries(publicJwk).some(([part, value]) => key[part] !== value),
      ),
  }),
  rule({
    code: 'jwks/certificate-expired',
    severity: 'warning',
    section: 'RFC 7517 §4.7, RFC 5280 §4.1.2.5',
    says: 'The certificate in {keys} has expired.',
    hint: 'The key still works for verifiers that do not look. Ask the Source Payer when it is renewed.',
    finds: (document) => ofCertificates(document, ({ notAfter }) => notAfter < (document.readAt ?? '')),
  }),
  rule({
    code: 'jwks/certificate-not-yet-valid',
    severity: 'warning',
    section: 'RFC 7517 §4.7, RFC 5280 §4.1.2.5',
    says: 'The certificate in {keys} is not valid yet.',
    hint: 'Compare this machine’s clock. If it is right, ask the Source Payer when the key is to be used.',
    finds: (document) =>
      document.readAt === undefined
        ? []
        : ofCertificates(document, ({ notBefore }) => notBefore > (document.readAt ?? '')),
  }),
];

function isKeySet({ kind, json }: ReadDocument): boolean {
  return kind === 'jwks' || isObject(json['jwks']);
}

function entriesOf({ kind, json }: ReadDocument): readonly Json[] {
  const set = kind === 'jwks' ? json : json['jwks'];
  const entries = isObject(set) ? set['keys'] : undefined;
  return Array.isArray(entries) ? (entries as readonly Json[]) : [];
}

function keysOf(document: ReadDocument): JsonObject[] {
  return entriesOf(document).filter(isObject);
}

function ofKeys(document: ReadDocument, isWrong: (key: JsonObject) => boolean): Found<{ keys: string }>[] {
  const wrong = keysOf(document).filter(isWrong);
  return wrong.length === 0 ? [] : [{ member, details: { keys: named(wrong) } }];
}

function ofCertificates(
  document: ReadDocument,
  isWrong: (facts: CertificateFacts, key: JsonObject) => boolean,
): Found<{ keys: string }>[] {
  return ofKeys(document, (key) => {
    const facts = document.certificates?.get(leafOf(key));
    return facts !== undefined && facts !== null && isWrong(facts, key);
  });
}

/** The base64 of the certificate that is the key's own: the first. */
export function leafOf(key: JsonObject): string {
  const chain = key['x5c'];
  const [first] = Array.isArray(chain) ? (chain as readonly Json[]) : [];
  return typeof first === 'string' ? first : '';
}

/** “key 5f3…” or “3 keys (a, b, c)”. */
function named(keys: readonly JsonObject[]): string {
  const kids = keys.slice(0, 5).map((key) => textOf(key, 'kid').slice(0, 80) || '(without kid)');
  if (keys.length === 1) return `the key ${kids[0] ?? ''}`;
  return `${String(keys.length)} keys (${kids.join(', ')}${keys.length > kids.length ? ', …' : ''})`;
}

/** The public keys of a document, for whoever has to read their certificates. */
export function publicKeysOf(document: ReadDocument): JsonObject[] {
  return keysOf(document);
}
