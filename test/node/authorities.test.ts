import { expect, test } from 'vitest';
import { readAuthorities, readAuthority } from '#node/keys/certificate.ts';
import { certify, pemOf } from '../pki.ts';

test('of a file with several certificates every CA is taken, and what is none is named', async () => {
  const now = new Date();
  const root = await certify(now, { name: 'root', ca: true });
  const issuing = await certify(now, { name: 'issuing', ca: true, issuer: root });
  const leaf = await certify(now, { name: 'leaf', issuer: issuing });
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const read = (...pems: string[]) => readAuthorities(Buffer.from(pems.join('\n')));
  const own = [root, issuing].map((one) => readAuthority(Buffer.from(pemOf(one))));
  expect(read(pemOf(leaf), pemOf(root), broken, pemOf(issuing), pemOf(root))).toEqual({
    authorities: own,
    leftOut: ['CN=leaf', 'number 3, which cannot be read'],
  });
  expect(read(pemOf(root))).toEqual({ authorities: own.slice(0, 1), leftOut: [] });
  expect(() => read(pemOf(leaf), pemOf(leaf))).toThrow(
    expect.objectContaining({ code: 'certificate/not-an-authority' }) as Error,
  );
});
