/** @file Servers with which no TLS connection comes about, each under a name: what is met in the field before any answer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsOptions } from 'node:tls';
import type { Signer } from '../../pki.ts';
import { certify, keyPemOf, pemOf } from '../../pki.ts';

const DAY = 86_400_000;
const here = [
  { type: 'ip' as const, value: '127.0.0.1' },
  { type: 'dns' as const, value: 'localhost' },
];

export interface Handshake {
  /** `https://127.0.0.1:40123`. */
  readonly origin: string;
  /** PEM of the CA that is to be trusted. */
  readonly authority: string;
  readonly stop: () => Promise<void>;
}

interface Pki {
  readonly now: Date;
  readonly root: Signer;
  readonly intermediate: Signer;
}

type Making = (pki: Pki) => Promise<TlsOptions>;

async function good(
  { now, intermediate }: Pki,
  change: Partial<Parameters<typeof certify>[1]> = {},
): Promise<TlsOptions> {
  const leaf = await certify(now, { name: '127.0.0.1', issuer: intermediate, names: here, ...change });
  const below = 'issuer' in change ? '' : pemOf(intermediate);
  return { key: await keyPemOf(leaf), cert: `${pemOf(leaf)}\n${below}` };
}

export const handshakes = {
  expired: (pki) =>
    good(pki, { notBefore: new Date(pki.now.getTime() - 9 * DAY), notAfter: new Date(pki.now.getTime() - DAY) }),
  'not-yet-valid': (pki) => good(pki, { notBefore: new Date(pki.now.getTime() + DAY) }),
  'wrong-host': (pki) => good(pki, { names: [{ type: 'dns', value: 'another-host.example' }] }),
  'self-signed': (pki) => good(pki, { issuer: undefined }),
  'unknown-ca': async (pki) => {
    const root = await certify(pki.now, { name: 'unknown', ca: true });
    const leaf = await certify(pki.now, { name: '127.0.0.1', issuer: root, names: here });
    return { key: await keyPemOf(leaf), cert: `${pemOf(leaf)}\n${pemOf(root)}` };
  },
  'incomplete-chain': async (pki) => {
    const whole = await good(pki);
    const [leaf = ''] = (whole.cert as string).split(/(?<=-----END CERTIFICATE-----)/);
    return { ...whole, cert: leaf };
  },
  'old-version': async (pki) => ({
    ...(await good(pki)),
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  }),
  'no-shared-cipher': async (pki) => ({
    ...(await good(pki)),
    maxVersion: 'TLSv1.2',
    // A client offers these only where it has a key that both know.
    ciphers: 'PSK-AES128-GCM-SHA256',
  }),
  'certificate-wanted-1.2': async (pki) => ({ ...(await good(pki)), requestCert: true, maxVersion: 'TLSv1.2' }),
} as const satisfies Record<string, Making>;

export type HandshakeName = keyof typeof handshakes | 'certificate-wanted' | 'not-tls' | 'not-http';

/** Where a client certificate is wanted, one of `clients` is taken. */
export async function startHandshake(name: HandshakeName, clients: readonly string[] = []): Promise<Handshake> {
  const now = new Date();
  const root = await certify(now, { name: 'root', ca: true });
  const pki = { now, root, intermediate: await certify(now, { name: 'intermediate', ca: true, issuer: root }) };
  if (name === 'certificate-wanted') return startOpenssl(await good(pki), pemOf(root));
  const server = await serverFor(name, pki, clients);
  const sockets = new Set<{ destroy: () => void }>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('A loopback server has a port');
  return {
    origin: `https://127.0.0.1:${String(address.port)}`,
    authority: pemOf(root),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const answer = (body: string) =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${String(body.length)}\r\nConnection: close\r\n\r\n${body}`;

/** Node ends such a connection without a word; other servers say why by an alert after the handshake (RFC 8446 §4.4.2.4). */
async function startOpenssl({ cert, key }: TlsOptions, authority: string): Promise<Handshake> {
  const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-handshake-'));
  const file = path.join(folder, 'server.pem');
  writeFileSync(file, `${cert as string}\n${key as string}\n`);
  const args = [
    's_server',
    '-accept',
    '127.0.0.1:0',
    '-Verify',
    '1',
    '-cert',
    file,
    '-cert_chain',
    file,
    '-key',
    file,
    '-www',
    '-tls1_3',
  ];
  const server = spawn('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const port = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.once('error', reject).stdout.on('data', (part: Buffer) => {
      said += part.toString();
      const found = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    origin: `https://127.0.0.1:${port}`,
    authority,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function serverFor(
  name: Exclude<HandshakeName, 'certificate-wanted'>,
  pki: Pki,
  clients: readonly string[],
): Promise<Server> {
  if (name === 'not-tls') return createTcpServer((socket) => socket.on('error', () => undefined).end(answer('{}')));
  const isPlain = name === 'not-http';
  const options = isPlain ? await good(pki) : await handshakes[name](pki);
  const server = createTlsServer({ ...options, ...(clients.length > 0 ? { ca: [...clients] } : {}) }, (socket) => {
    socket.on('error', () => undefined).end(isPlain ? '220 mail.example ESMTP\r\n' : answer('{}'));
  });
  return server.on('tlsClientError', () => undefined);
}
