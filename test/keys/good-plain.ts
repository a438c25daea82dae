/** @file Keys as openssl and Node write them, and files with more than the key. */
import {
  authorityPem,
  certificatePem,
  derOf,
  encrypted,
  fileWith,
  openssl,
  passphrase,
  pem,
  pkcs8,
  pkcs8Der,
  publicPem,
  requestPem,
} from './make.ts';

import type { GoodRow } from './good-row.ts';
import { each, all, ec } from './good-row.ts';

export const plain: GoodRow[] = [
  ...each('PKCS#8 by Node', all, pkcs8),
  ...each('PKCS#8 by openssl', all, (key) => openssl(['pkey'], pkcs8(key))),
  ...each('PKCS#8 in DER', all, pkcs8Der),
  ...each('PKCS#8 in DER, with a line end', ['rsa'], (key) => Buffer.concat([pkcs8Der(key), Buffer.from('\r\n')])),
  ...each('PKCS#1 by Node', ['rsa'], (key) => key.export({ type: 'pkcs1', format: 'pem' }).toString()),
  ...each('PKCS#1 in DER', ['rsa'], (key) => key.export({ type: 'pkcs1', format: 'der' })),
  ...each('PKCS#1 by openssl', ['rsa'], (key) => openssl(['rsa', '-traditional'], pkcs8(key))),
  ...each('PKCS#1 that is called PKCS#8', ['rsa'], (key) =>
    pem('PRIVATE KEY', key.export({ type: 'pkcs1', format: 'der' })),
  ),
  ...each('SEC1 by Node', ec, (key) => key.export({ type: 'sec1', format: 'pem' }).toString()),
  ...each('SEC1 in DER', ec, (key) => key.export({ type: 'sec1', format: 'der' })),
  ...each('SEC1 after its parameters', ec, (key) => {
    const curve =
      { prime256v1: 'prime256v1', secp384r1: 'secp384r1' }[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 'secp521r1';
    return openssl(['ecparam', '-name', curve]).toString() + key.export({ type: 'sec1', format: 'pem' }).toString();
  }),
  ...each('SEC1 with a compressed point', ec, (key) => openssl(['ec', '-conv_form', 'compressed'], pkcs8(key))),
  ...each('SEC1 with a hybrid point', ['p384'], (key) => openssl(['ec', '-conv_form', 'hybrid'], pkcs8(key))),
  ...each('SEC1 without its point', ['p256', 'p521'], (key) => openssl(['ec', '-no_public'], pkcs8(key))),
  ...each('curve written out as numbers', ec, (key) => openssl(['ec', '-param_enc', 'explicit'], pkcs8(key))),
  ...each('curve written out in PKCS#8', ec, (key) => openssl(['pkey', '-ec_param_enc', 'explicit'], pkcs8(key))),
];

export const together: GoodRow[] = [
  ...each('key, certificate and chain', ['rsa', 'p384'], (key) => pkcs8(key) + certificatePem(key) + authorityPem(), {
    certificates: 2,
  }),
  ...each('chain, certificate and key', ['rsa'], (key) => authorityPem() + certificatePem(key) + pkcs8(key), {
    certificates: 2,
  }),
  ...each(
    'the same certificate twice',
    ['rsa'],
    (key) => {
      const own = certificatePem(key);
      return pkcs8(key) + own + own;
    },
    { certificates: 1 },
  ),
  ...each('encrypted, with its certificate', ['rsa'], (key) => encrypted(key, []).toString() + certificatePem(key), {
    passphrase,
    certificates: 1,
  }),
  ...each('key and request', ['rsa'], (key) => pkcs8(key) + requestPem(key), { requests: 1 }),
  ...each('key and public key', ['rsa', 'p521'], (key) => pkcs8(key) + publicPem(key)),
  ...each(
    'the same key in two forms',
    ['rsa'],
    (key) => pkcs8(key) + key.export({ type: 'pkcs1', format: 'pem' }).toString(),
  ),
  ...each(
    'key and PKCS#7',
    ['rsa'],
    (key) =>
      pkcs8(key) +
      openssl(['crl2pkcs7', '-nocrl', '-certfile', fileWith(certificatePem(key) + authorityPem())]).toString(),
    { certificates: 2 },
  ),
  ...each(
    'key and trusted certificate',
    ['rsa'],
    (key) => pkcs8(key) + openssl(['x509', '-trustout', '-setalias', 'p2p'], certificatePem(key)).toString(),
    { certificates: 1 },
  ),
  ...each(
    'DER of key and certificate, one behind the other',
    ['rsa'],
    (key) => Buffer.concat([pkcs8Der(key), derOf(certificatePem(key))]),
    { certificates: 1 },
  ),
];
