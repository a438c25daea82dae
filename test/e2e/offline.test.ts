/** @file Offline where possible: from a file to a verified bundle in an empty network namespace, with a capture that stays empty. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyFolder, remove } from './support/app.ts';
import { captured, withoutNetwork } from './support/no-network.ts';
import { openidConfiguration } from '../northlake.ts';

const program = path.resolve(import.meta.dirname, '../../dist/cli/payer-wizard.mjs');
let folder: string;
beforeEach(() => {
  folder = emptyFolder();
  writeFileSync(path.join(folder, 'openid-configuration.json'), openidConfiguration);
});
afterEach(() => remove(folder));

test('the capture sees a packet when there is one', async () => {
  await withoutNetwork(['bash', '-c', 'echo seen > /dev/udp/127.0.0.1/9'], folder);
  expect(await captured(folder)).toEqual(
    expect.arrayContaining([expect.stringMatching(/IP 127\.0\.0\.1\.\d+ > 127\.0\.0\.1\.9: UDP, length 5/)]),
  );
});

test('on the command line', async () => {
  const ref = 'northlake@test';
  const commands = [
    `payer new ${ref}`,
    `discover openid-configuration.json --retrieved-from https://auth.northlake.example/p2p/.well-known/openid-configuration --payer ${ref}`,
    `key new ${ref}`,
    `key certificate ${ref}`,
    `registration ${ref} --out registration`,
    `payer set ${ref} clientId=requesting-payer nodeId=Master moduleId=smart_inbound`,
    ...['admin-api', 'seed-file', 'tutorial'].map((dialect) => `definition ${ref} --dialect ${dialect}`),
    `export ${ref} --out bundle.zip`,
    'verify bundle.zip',
  ];
  const script = ['set -e', ...commands.map((each) => `"$0" "${program}" ${each} --store store`)].join('\n');
  const { status, stdout, stderr } = await withoutNetwork(['bash', '-c', script, process.execPath], folder);
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/valid/);
  expect(await captured(folder)).toEqual([]);
});

test('in the window', async () => {
  const window = path.join(import.meta.dirname, 'support/offline-window.ts');
  const { status, stdout, stderr } = await withoutNetwork([process.execPath, window, folder], folder);
  expect(status, stderr).toBe(0);
  const { verdict, driverPorts } = JSON.parse(stdout) as { verdict: string; driverPorts: number[] };
  expect(verdict).toMatch(/^Valid/);
  // Playwright drives the app over two ports of loopback, and starts it three times at most: of the app's own there is nothing.
  expect([2, 4, 6]).toContain(driverPorts.length);
  expect(await captured(folder, driverPorts)).toEqual([]);
  expect(readFileSync(path.join(folder, 'bundle.zip')).subarray(0, 2).toString()).toBe('PK');
});
