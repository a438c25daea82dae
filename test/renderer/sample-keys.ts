/** @file Keys with their certificates, requests and departures as the window gets them. Public halves only: nobody kept the private ones. */
import type { Departure } from '#core/domain/keys/departure.ts';
import type { CertificateRecord, KeyRecord, RequestRecord } from '#core/domain/keys/key-record.ts';

const rsa = {
  publicJwk: {
    kty: 'RSA',
    n: [
      'wgPzxRIVxpuo8UgzONHTMH3I-hmlx0UxyVNlXXIqY_GKXIQgl8_Js0hLnzGoGr2UnGnq2JeA0GJc0Es6xxz6r88DKs-zPgXW5fMI',
      'D_6fTDA7SfSlfFIFnrOwi3l0mLJ1V1j9YcobvTAZbA4Wu7TZsO3xhfO3U_y1zfLpMsjHXc4AHkDFA0VI_b3g1nTo-1zyp8Dflkd8',
      'OnFA33A13PZmHYYcWVvyCqLgETtTm1RTbgiOmbh5Ufg0jPdaEawl6FJCqjWhQFzJu0jfqCKM8V6CdqJB1XZT9axCH82-eBhNWkHV',
      'WcmLxsLUEiClAebdvcqUOaz1dsbXNomuAloAIHbvAAuwQqM2SdkP-RVUamYen-M0JoFom6Xx1PUlWS-uGwGp-MSkXN8JiDaE9Eus',
      'O_bHEUUTjsnM7Od7k8kcrg5kF7awo_8g0pjgSkve6f9n0axvJEmUjSkGw4Lzow0ZGX3mkR_YW80Ybzib_cPd8SfHOf-mizu8o5FV',
      'rt4unfHIyPqf',
    ].join(''),
    e: 'AQAB',
  },
  publicPem: [
    '-----BEGIN PUBLIC KEY-----',
    'MIIBojANBgkqhkiG9w0BAQEFAAOCAY8AMIIBigKCAYEAwgPzxRIVxpuo8UgzONHT',
    'MH3I+hmlx0UxyVNlXXIqY/GKXIQgl8/Js0hLnzGoGr2UnGnq2JeA0GJc0Es6xxz6',
    'r88DKs+zPgXW5fMID/6fTDA7SfSlfFIFnrOwi3l0mLJ1V1j9YcobvTAZbA4Wu7TZ',
    'sO3xhfO3U/y1zfLpMsjHXc4AHkDFA0VI/b3g1nTo+1zyp8Dflkd8OnFA33A13PZm',
    'HYYcWVvyCqLgETtTm1RTbgiOmbh5Ufg0jPdaEawl6FJCqjWhQFzJu0jfqCKM8V6C',
    'dqJB1XZT9axCH82+eBhNWkHVWcmLxsLUEiClAebdvcqUOaz1dsbXNomuAloAIHbv',
    'AAuwQqM2SdkP+RVUamYen+M0JoFom6Xx1PUlWS+uGwGp+MSkXN8JiDaE9EusO/bH',
    'EUUTjsnM7Od7k8kcrg5kF7awo/8g0pjgSkve6f9n0axvJEmUjSkGw4Lzow0ZGX3m',
    'kR/YW80Ybzib/cPd8SfHOf+mizu8o5FVrt4unfHIyPqfAgMBAAE=',
    '-----END PUBLIC KEY-----',
    '',
  ].join('\n'),
  publicKeySha256: 'a3bb300f5f5105d9c977af90b4a42dc9365dd17e614d319a1e9c5bf3552c6dbf',
};

const ec = {
  publicJwk: {
    kty: 'EC',
    crv: 'P-384',
    x: 'naiLyD07RMTxiHQO3GmpEav1Q_zyFbQtuOxP-M1oEU_7f9RRiz4VhMG03n617dMP',
    y: 'xZbSLGhbjNTKG0QfnAVCDWXXtYifBZ8vpkWUs0cY2w5hE6aZlQAOnQcIi9A9_ATe',
  },
  publicPem: [
    '-----BEGIN PUBLIC KEY-----',
    'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEnaiLyD07RMTxiHQO3GmpEav1Q/zyFbQt',
    'uOxP+M1oEU/7f9RRiz4VhMG03n617dMPxZbSLGhbjNTKG0QfnAVCDWXXtYifBZ8v',
    'pkWUs0cY2w5hE6aZlQAOnQcIi9A9/ATe',
    '-----END PUBLIC KEY-----',
    '',
  ].join('\n'),
  publicKeySha256: '059ea1ed650d755fb86ec98506e0a228fb72f9230c4ee16eeeafd5f31b598e94',
};

const DAY = 86_400_000;

/** The tests run on any day: what ends is told in days from now. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString();
}

export function certificate(given: Partial<CertificateRecord> = {}): CertificateRecord {
  return {
    pem: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    subject: 'CN=Harbor Ridge Health Plan P2P',
    issuer: 'CN=Harbor Ridge Health Plan P2P',
    dnsNames: [],
    uris: [],
    usages: ['digitalSignature'],
    publicJwk: rsa.publicJwk,
    publicKeySha256: rsa.publicKeySha256,
    notBefore: inDays(-100),
    notAfter: inDays(630.5),
    sha256: '7f3a91c05be2d84f'.repeat(4),
    sha1: '7f3a91c05b'.repeat(4),
    selfSigned: true,
    isAuthority: false,
    ...given,
  };
}

export function request(given: Partial<RequestRecord> = {}): RequestRecord {
  return {
    pem: '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n',
    subject: 'CN=Harbor Ridge Health Plan P2P, O=Harbor Ridge, C=US',
    dnsNames: [],
    uris: ['https://harborridge.example/p2p'],
    usages: ['digitalSignature'],
    publicJwk: rsa.publicJwk,
    publicKeySha256: rsa.publicKeySha256,
    sha256: '0c6e77aa51d2b3f8'.repeat(4),
    madeAt: '2026-11-20T09:05:00.000Z',
    template: 'udap',
    ...given,
  };
}

export const sampleKey: KeyRecord = {
  id: 'key-1',
  kind: 'RSA 3072',
  algorithm: 'RS384',
  algorithms: ['RS384', 'RS256', 'PS384'],
  kid: 'Dj9nlmN34hrTAc0vGz1QaJhubWHoK-KcMgeLCg0vpIk',
  thumbprint: 'Dj9nlmN34hrTAc0vGz1QaJhubWHoK-KcMgeLCg0vpIk',
  ...rsa,
  origin: 'generated',
  loadedFrom: '',
  createdAt: '2026-11-20T09:00:00.000Z',
  signsSince: '2026-11-20T09:00:00.000Z',
  keptFor: 'good',
  shared: null,
  certificate: certificate(),
  chain: [],
  request: null,
  answered: null,
};

/** A second key, as it is when it was just made: it waits. */
export const nextKey: KeyRecord = {
  ...sampleKey,
  id: 'key-2',
  kind: 'EC P-384',
  algorithm: 'ES384',
  algorithms: ['ES384'],
  kid: '2W9t66J0MNfWPEhr8u26QaVI2zc4fN99CqN9uTar3tQ',
  thumbprint: '2W9t66J0MNfWPEhr8u26QaVI2zc4fN99CqN9uTar3tQ',
  ...ec,
  createdAt: '2026-11-23T09:00:00.000Z',
  signsSince: null,
  certificate: null,
};

export const departure: Departure = {
  at: '2026-11-22T09:00:00.000Z',
  by: 'analyst',
  keys: [sampleKey.kid],
  clientSecret: false,
  way: { is: 'recipient', subject: 'CN=Operations', sha256: 'ab'.repeat(32) },
  fileName: 'northlake_production-hand-over.cms',
  sha256: 'cd'.repeat(32),
};
