/** @file `discover --all` over many payers against a server on loopback: how much memory it takes, and how many requests run at once. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import { importAddress } from '#core/use-cases/import-documents.ts';
import { nodePorts } from '#node/ports.ts';
import { makeAuthority } from '../servers/authority.ts';
import { listen, sendJson } from '../servers/loopback.ts';

const suffix = '/.well-known/openid-configuration';

export interface Rechecks {
  readonly payers: number;
  readonly fewPayers: number;
  readonly megabytes: number;
  readonly fewMegabytes: number;
  readonly ratio: number;
  readonly bar: number;
  readonly seconds: number;
  readonly requests: number;
  readonly atOnce: number;
  readonly atOnceBar: number;
}

export async function measureRechecks({ program, folder }: { program: string; folder: string }): Promise<Rechecks> {
  const authority = await makeAuthority();
  const server = await serve(authority);
  const counts = { payers: 1000, fewPayers: 10 };
  const stores = { many: path.join(folder, 'many'), few: path.join(folder, 'few') };
  const given = { origin: server.origin, authority: authority.certificatePem };
  await fill(stores.few, counts.fewPayers, given);
  await fill(stores.many, counts.payers, given);

  server.seen.requests = 0;
  const few = await run(program, stores.few);
  server.seen.requests = 0;
  server.seen.most = 0;
  const many = await run(program, stores.many);
  await server.stop();
  return {
    ...counts,
    megabytes: many.megabytes,
    fewMegabytes: few.megabytes,
    ratio: many.megabytes / few.megabytes,
    bar: 2,
    seconds: many.seconds,
    requests: server.seen.requests,
    atOnce: server.seen.most,
    atOnceBar: 16,
  };
}

/** An issuer for every path: `/p/7`. Answers late enough that requests overlap. */
async function serve(authority: Awaited<ReturnType<typeof makeAuthority>>) {
  const seen = { requests: 0, running: 0, most: 0 };
  const { origin, stop } = await listen({
    leaf: await authority.issue(),
    port: 0,
    answer: (request, response) => {
      seen.requests += 1;
      seen.running += 1;
      seen.most = Math.max(seen.most, seen.running);
      response.once('close', () => (seen.running -= 1));
      const url = request.url ?? '';
      setTimeout(() => {
        if (url.endsWith(suffix)) sendJson(response, 200, documentOf(`${origin}${url.slice(0, -suffix.length)}`));
        else response.writeHead(404).end();
      }, 2);
    },
  });
  return { origin, stop, seen };
}

function documentOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384'],
    scopes_supported: ['openid', ...Array.from({ length: 60 }, (_, at) => `system/Resource${String(at)}.read`)],
  };
}

/** The first payer is imported, the others are as that one would be: a thousand imports would measure nothing more. */
async function fill(store: string, count: number, given: { origin: string; authority: string }): Promise<void> {
  const ports = nodePorts({ folder: store, vault: { by: 'keychain' } });
  const first: PayerRef = 'payer-0@test';
  const now = new Date().toISOString();
  const network = { authorities: [given.authority], allowPrivate: true, proxy: 'none', clientKeyId: null };
  await ports.store.savePayer({ ...newPayer({ ref: first, name: 'payer 0', now }), network });
  const imported = JSON.stringify(await importAddress(ports, { ref: first, address: `${given.origin}/p/0` }));
  for (let number = 1; number < count; number += 1) {
    const text = imported.replaceAll('/p/0', `/p/${String(number)}`).replaceAll('payer-0', `payer-${String(number)}`);
    await ports.store.savePayer({ ...(JSON.parse(text) as Parameters<typeof ports.store.savePayer>[0]), revision: 0 });
  }
}

async function run(program: string, store: string): Promise<{ megabytes: number; seconds: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, 'discover', '--all', '--json', '--store', store], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let kilobytes = 0;
  // The high-water mark only rises: what is read last before the end is the peak.
  const watching = setInterval(() => (kilobytes = Math.max(kilobytes, peakOf(child.pid ?? 0))), 20);
  const status = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  clearInterval(watching);
  if (status !== 0) throw new Error(`discover --all ended with status ${String(status)}`);
  return { megabytes: kilobytes / 1024, seconds: (performance.now() - startedAt) / 1000 };
}

/** Kilobytes; 0 where the system has no such file. */
function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
