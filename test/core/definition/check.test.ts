import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '#core/domain/definition/check.ts';
import { ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { anyDefinition, anyDraft } from './any-definition.ts';

test('law: check is empty exactly when ServerDefinition accepts', () => {
  fc.assert(
    fc.property(fc.oneof(anyDefinition, anyDraft), (draft) => {
      expect(check(draft).length === 0).toBe(ServerDefinition.safeParse(draft).success);
    }),
    { numRuns: 2000 },
  );
});

const [right] = fc.sample(anyDefinition, { numRuns: 1, seed: 1 });

test.each([
  ['nodeId', '', 'nodeId', 'definition/missing'],
  ['moduleId', '', 'moduleId', 'definition/no-module'],
  ['name', '', 'serverName', 'definition/missing'],
  ['name', ' padded', 'serverName', 'definition/outer-space'],
  ['issuer', 'payer.example', 'issuer', 'definition/not-a-url'],
  ['tokenEndpoint', '', 'tokenEndpoint', 'definition/missing'],
  ['tokenEndpoint', 'http://payer.example/token', 'tokenEndpoint', 'definition/not-https'],
  ['tokenEndpoint', 'https://ana:word@payer.example/token', 'tokenEndpoint', 'definition/holds-credentials'],
  ['tokenEndpoint', 'https://payer.example/{tenant}/token', 'tokenEndpoint', 'definition/template'],
  ['tokenEndpoint', 'https://payer.example/:tenant/token', 'tokenEndpoint', 'definition/template'],
  ['tokenEndpoint', 'https://payer.example\\token', 'tokenEndpoint', 'definition/characters'],
  ['tokenEndpoint', 'https://payer.example/token\n', 'tokenEndpoint', 'definition/characters'],
  ['tokenEndpoint', 'https://payer.example/to ken', 'tokenEndpoint', 'definition/characters'],
  ['tokenEndpoint', 'https://payer.example/\u0007token', 'tokenEndpoint', 'definition/characters'],
  ['tokenEndpoint', 'https:payer.example/token', 'tokenEndpoint', 'definition/not-a-url'],
  ['tokenEndpoint', 'https:///payer.example/token', 'tokenEndpoint', 'definition/not-a-url'],
  ['clientAuthenticationMode', 'NONE', 'clientAuthenticationMode', 'definition/no-mode'],
  ['grantTypes', [''], 'grantTypes', 'definition/empty-entry'],
  ['supportedScopes', ['openid', ''], 'supportedScopes', 'definition/empty-entry'],
])('%s of %j', (member, value, at, code) => {
  const draft = { ...(right as ServerDefinition), [member]: value };
  expect(check(draft).map((problem) => [problem.at, problem.code])).toEqual([[at, code]]);
});
