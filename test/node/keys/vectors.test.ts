/**
 * @file Figures that others published: RFC 7638 §3.1, RFC 7520 §4.1 to §4.3, RFC 8037 appendix A, and the signed examples of the SMART
 * App Launch guide (input/images/authorization-example-jwks-and-signatures.ipynb, with the keys of RS384.public.json and
 * ES384.public.json). Private keys of the RFCs are put together here from the fewest numbers.
 */
import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { thumbprintOf } from '#core/domain/keys/thumbprint.ts';
import { digests } from '#node/digests.ts';
import { ed25519Key } from '#node/keys/reading/ec-key.ts';
import { rsaKey } from '#node/keys/reading/rsa-key.ts';
import { withScratch } from '#node/keys/reading/scratch.ts';
import { signWith } from '#node/keys/sign.ts';
import { isSignedBy } from '../../keys/verify-signature.ts';

const numberIn = (base64url: string) => BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`);
const spki = (jwk: Record<string, string>) =>
  createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();

test('the thumbprint of RFC 7638 §3.1', () => {
  const n =
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
  const jwk = { kty: 'RSA', n, e: 'AQAB', alg: 'RS256', kid: '2011-04-29' };
  expect(thumbprintOf(jwk, digests.sha256)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
});

/** RFC 7520 §3.3 and §3.4: the modulus, and one of its primes. The rest follows. */
const rsa7520 = {
  n: 'n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw',
  p: '3Slxg_DwTXJcb6095RoXygQCAZ5RnAvZlno1yhHtnUex_fp7AZ_9nRaO7HX_-SFfGQeutao2TDjDAWU4Vupk8rw9JR0AzZ0N2fvuIAmr_WCsmGpeNqQnev1T7IyEsnh8UMt-n5CafhkikzhEsrmndH6LxOrvRJlsPp6Zv8bUq0k',
};
const publicRsa7520 = spki({ kty: 'RSA', n: rsa7520.n, e: 'AQAB' });

/** e·d = 1 modulo (p−1)(q−1). */
function exponentOf(e: bigint, modulus: bigint): bigint {
  let [r, next, s, nextS] = [e, modulus, 1n, 0n];
  while (next > 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [s, nextS] = [nextS, s - quotient * nextS];
  }
  return ((s % modulus) + modulus) % modulus;
}

async function keyOf7520() {
  const [n, p, e] = [numberIn(rsa7520.n), numberIn(rsa7520.p), 65_537n];
  const q = n / p;
  return withScratch(async (scratch) => rsaKey({ n, e, d: exponentOf(e, (p - 1n) * (q - 1n)), p, q }, scratch));
}

const payload =
  'SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4';
const inputOf = (algorithm: string) => {
  const header = JSON.stringify({ alg: algorithm, kid: 'bilbo.baggins@hobbiton.example' });
  return Buffer.from(`${Buffer.from(header).toString('base64url')}.${payload}`);
};

test('our RS256 is the signature of RFC 7520 §4.1, to the byte', async () => {
  const published =
    'MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83xuglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg';
  const own = await signWith(await keyOf7520(), { algorithm: 'RS256', form: 'jose', bytes: inputOf('RS256') });
  expect(Buffer.from(own).toString('base64url')).toBe(published);
});

const ps384 =
  'cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkqsGqDqHCdP6O8TTB5dDDItllVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8P_ijQ7p8Vdz0TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0uTOcbH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw';
const es512 =
  'AE_R_YZCChjn4791jSQCrdPZCNYqHXCTZH0-JZGYNlaAjP2kqaluUIIUnC9qvbu9Plon7KRTzoNEuT4Va2cmL1eJAQy3mtPBu_u_sDDyYjnAMDxXPn7XrT0lw-kvAD890jl8e2puQens_IEKBpHABlsbEPX6sFY8OcGDqoRuBomu9xQ2';
/** RFC 7520 §3.1. */
const publicEc7520 = spki({
  kty: 'EC',
  crv: 'P-521',
  x: 'AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt',
  y: 'AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1',
});

test.each([
  ['PS384', '§4.2', publicRsa7520, ps384],
  ['ES512', '§4.3', publicEc7520, es512],
])('the published %s of RFC 7520 %s holds in our form', (algorithm, _, publicPem, published) => {
  const signature = Buffer.from(published, 'base64url');
  const given = { algorithm, form: 'jose' as const, bytes: inputOf(algorithm) };
  expect(isSignedBy(publicPem, { ...given, signature })).toBe(true);
  signature[9] = (signature[9] ?? 0) ^ 1;
  expect(isSignedBy(publicPem, { ...given, signature })).toBe(false);
});

test('our PS384 of the same input by the same key holds too', async () => {
  const given = { algorithm: 'PS384', form: 'jose' as const, bytes: inputOf('PS384') };
  const signature = await signWith(await keyOf7520(), given);
  expect(isSignedBy(publicRsa7520, { ...given, signature })).toBe(true);
});

test('thumbprint and signature of RFC 8037 appendix A', async () => {
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  const key = await withScratch(async (scratch) => ed25519Key({ seed, point: Buffer.from(x, 'base64url') }, scratch));
  const bytes = Buffer.from('eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc');
  const signature = await signWith(key, { algorithm: 'EdDSA', form: 'jose', bytes });
  expect({
    thumbprint: thumbprintOf({ kty: 'OKP', crv: 'Ed25519', x }, digests.sha256),
    signature: Buffer.from(signature).toString('base64url'),
  }).toEqual({
    thumbprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    signature: 'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
  });
});

const smartClaims =
  'eyJpc3MiOiJiaWxpX21vbml0b3IiLCJzdWIiOiJiaWxpX21vbml0b3IiLCJhdWQiOiJodHRwczovL2F1dGhvcml6ZS5zbWFydGhlYWx0aGl0Lm9yZy90b2tlbiIsImV4cCI6MTQyMjU2ODg2MCwianRpIjoicmFuZG9tLW5vbi1yZXVzYWJsZS1qd3QtaWQtMTIzIn0';

test.each([
  [
    'RS384',
    'eee9f17a3b598fd86417a980b591fbe6',
    {
      kty: 'RSA',
      n: 'wJq2RHIA-7RT6q4go7wjcbHdW7ck7Kz22A8wf-kN7Wi5CWvhFG2_Y7nQp1lDpb2IKMQr-Q4n_vgJ6d5rWPspJpSPY7iffUK4ipQCEbzID5DJ6fQMBZOfCTXyxkuMh3jYGKEF3Ziw2oxbM1H9j-eJAPtrj5stUG6kVoXowegdox-bSjWP0iI5PnkwUNzcekLMug4M3LRluEQgGR9O_BAML6-w3igZ_rZA_gunyrLAMbfmCVaceW5ohLp679kyM7U6W2gDK_NbkDKcINUakVmPeoG5h8RzgGzvGrySR0k0VDFiZv60Ua07DqHTeDGH9e4NV07AECae-oykIj5NDCs3pw',
      e: 'AQAB',
    },
    'l2E3-ThahEzJ_gaAK8sosc9uk1uhsISmJfwQOtooEcgUiqkdMFdAUE7sr8uJN0fTmTP9TUxssFEAQnCOF8QjkMXngEruIL190YVlwukGgv1wazsi_ptI9euWAf2AjOXaPFm6t629vzdznzVu08EWglG70l41697AXnFK8GUWSBf_8WHrcmFwLD_EpO_BWMoEIGDOOLGjYzOB_eN6abpUo4GCB9gX2-U8IGXAU8UG-axLb35qY7Mczwq9oxM9Z0_IcC8R8TJJQFQXzazo9YZmqts6qQ4pRlsfKpy9IzyLzyR9KZyKLZalBytwkr2lW7QU3tC-xPrf43jQFVKr07f9dA',
  ],
  [
    'ES384',
    'cd520211e5661dbba2256f67f6d53f97',
    {
      kty: 'EC',
      crv: 'P-384',
      x: 'pyqburM9y8HPcFhNosDW6ngoVEJitqXi_HJgI5hYqX21PoFDwCbYirGy_o0oapIU',
      y: '95bxkCnMKoHvgbcPAIAcgzzu8scd81mXfM_IzuJFNfkUNkGYBFGvuEU1KPi5j1ob',
    },
    'ijKknbYSIa-Ja6qjErSDakTHaaI--k91ll0z-yRaKeiYESoVGV6Qq6_5FyDMGmX-WQPfs57pDgb1iQAE3YogxqufFDDEbirAijTg8GaUjHuahpdBUuVLe5pdZj7c7BsB',
  ],
])('the %s example of the SMART guide holds in our form', (algorithm, kid, jwk, published) => {
  const header = Buffer.from(JSON.stringify({ typ: 'JWT', alg: algorithm, kid })).toString('base64url');
  const bytes = Buffer.from(`${header}.${smartClaims}`);
  const signature = Buffer.from(published, 'base64url');
  expect(isSignedBy(spki(jwk as Record<string, string>), { algorithm, form: 'jose', bytes, signature })).toBe(true);
});
