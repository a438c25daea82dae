import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAdminApi, writeAdminApi } from '#core/domain/definition/dialects/admin-api.ts';
import { readSeedFile, secretVariable, writeSeedFile } from '#core/domain/definition/dialects/seed-file.ts';
import { readTutorial, writeTutorial } from '#core/domain/definition/dialects/tutorial.ts';
import type { ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { dialects, ServerDefinition as Schema } from '#core/domain/definition/server-definition.ts';
import { cannotCarry, dialectText } from '#core/domain/definition/text.ts';
import { secretKey, wireNames } from '#core/domain/definition/wire-names.ts';
import { anyDefinition } from './any-definition.ts';

const ref = 'northlake@test';

/** What a dialect says that it can carry. */
function carried(definition: ServerDefinition, dialect: (typeof dialects)[number]): Partial<ServerDefinition> {
  const lost = Object.keys(cannotCarry[dialect]);
  return Object.fromEntries(Object.entries(definition).filter(([member]) => !lost.includes(member)));
}

const fromJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe('law: what a dialect can carry comes back as it was', () => {
  const readers = {
    'admin-api': (definition: ServerDefinition) => readAdminApi(fromJson(writeAdminApi(definition))),
    'seed-file': (definition: ServerDefinition) => readSeedFile(fromJson(writeSeedFile(definition, ref)) as never)[0],
    tutorial: (definition: ServerDefinition) => readTutorial(fromJson(writeTutorial(definition))),
  };
  test.each(dialects)('%s', (dialect) => {
    fc.assert(
      fc.property(anyDefinition, (definition) => {
        expect(readers[dialect](definition)).toEqual(carried(definition, dialect));
      }),
      { numRuns: 300 },
    );
  });
});

test.each(dialects)('every member of a definition is carried by %s, or said to be left out', (dialect) => {
  const members = Object.keys(Schema.shape);
  expect(members).toEqual(expect.arrayContaining(Object.keys(cannotCarry[dialect])));
});

test('a secret is named by its variable, and only where a secret is used', () => {
  const [definition] = fc.sample(anyDefinition, { numRuns: 1, seed: 2 }) as [ServerDefinition];
  const withSecret = writeSeedFile(
    { ...definition, clientAuthenticationMode: 'CLIENT_SECRET_BASIC' },
    'north-lake@prod-2',
  );
  const withKey = writeSeedFile({ ...definition, clientAuthenticationMode: 'PRIVATE_KEY_JWT' }, 'north-lake@prod-2');
  expect([
    withSecret.servers[0]?.[secretKey],
    secretKey in (withKey.servers[0] ?? {}),
    secretVariable('north-lake@prod-2'),
  ]).toEqual(["#{env['P2P_NORTH_LAKE_PROD_2_CLIENT_SECRET']}", false, 'P2P_NORTH_LAKE_PROD_2_CLIENT_SECRET']);
});

test('wire keys are told apart', () => {
  const keys = Object.values(wireNames).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('text is JSON with two spaces and one line end at its end', () => {
  const [definition] = fc.sample(anyDefinition, { numRuns: 1, seed: 3 }) as [ServerDefinition];
  expect(dialects.map((dialect) => /^\{\n {2}"[\s\S]*[^\n]\n$/.test(dialectText(definition, dialect, ref)))).toEqual([
    true,
    true,
    true,
  ]);
});
