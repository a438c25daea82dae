/** @file A definition where a discovery document was looked for. */
import { expect, test } from 'vitest';
import { textBytes } from '#core/domain/bundle/file.ts';
import { dialects } from '#core/domain/definition/server-definition.ts';
import { dialectText } from '#core/domain/definition/text.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { completeDefinition } from '#core/use-cases/complete-definition.ts';
import { looksLikeDefinition } from '../../electron/main/handlers/looks-like.ts';
import { takeDefinition } from '../../electron/main/handlers/take-definition.ts';
import { canary, samplePayer } from '../core/support/sample-payer.ts';
import { memoryPorts } from '../memory-ports.ts';

const ref = 'northlake@test';
const fileName = 'given.json';

test.each(dialects)('one in %s is told from a document, and its values are taken', async (dialect) => {
  const ports = memoryPorts();
  const definition = completeDefinition(await samplePayer(ports));
  const bytes = textBytes(dialectText({ ...definition, name: 'another-name' }, dialect, ref));
  expect(looksLikeDefinition(bytes)).toBe(true);
  const { payer, says } = await takeDefinition(ports, { ref, bytes, fileName });
  expect([valueOf(payer, 'serverName'), payer.fields.serverName?.from, payer.keys.length]).toEqual([
    'another-name',
    ['definition'],
    1,
  ]);
  expect(says).toMatch(/^given\.json is a definition/);
});

test.each<[string, unknown]>([
  ['an OpenID configuration', { issuer: 'https://a', token_endpoint: 'https://a/t' }],
  ['a key set', { keys: [] }],
  ['a CapabilityStatement', { resourceType: 'CapabilityStatement' }],
  ['no JSON', 'issuer'],
])('%s is none', (_name, value) => {
  expect(looksLikeDefinition(textBytes(typeof value === 'string' ? value : JSON.stringify(value)))).toBe(false);
});

test('a secret in it is left out, said, and not shown', async () => {
  const ports = memoryPorts();
  await samplePayer(ports);
  const bytes = textBytes(
    JSON.stringify({ issuer: 'https://a.example', nodeId: 'M', tokenIntrospectionClientSecret: canary }),
  );
  const { payer, says } = await takeDefinition(ports, { ref, bytes, fileName });
  expect([payer.secretSince, says.includes('left out'), JSON.stringify([payer, says]).includes(canary)]).toEqual([
    null,
    true,
    false,
  ]);
});

test('of several none is taken', async () => {
  const ports = memoryPorts();
  const before = await samplePayer(ports);
  const one = { issuer: 'https://a.example', nodeId: 'M' };
  const bytes = textBytes(JSON.stringify({ servers: [one, one] }));
  await expect(takeDefinition(ports, { ref, bytes, fileName })).rejects.toMatchObject({ code: 'import/several' });
  expect((await ports.store.payer(ref)).revision).toBe(before.revision);
});
