import { expect, test } from 'vitest';
import { withDashedValues } from '../../electron/cli/dashed.ts';

const options = { key: { type: 'string' }, json: { type: 'boolean' }, 'secret-file': { type: 'string' } } as const;
const dashes = `--${'x'.repeat(41)}`;

test.each([
  [
    ['switch', 'p@test', '-x', '--json'],
    ['--json', '--', 'switch', 'p@test', '-x'],
  ],
  [
    ['switch', 'p@test', dashes],
    ['--', 'switch', 'p@test', dashes],
  ],
  [
    ['export', 'p@test', '--key', '-x'],
    ['--key=-x', '--', 'export', 'p@test'],
  ],
  [
    ['export', '--key', dashes, 'p@test'],
    [`--key=${dashes}`, '--', 'export', 'p@test'],
  ],
  [
    ['export', 'p@test', '--key=-x'],
    ['--key=-x', '--', 'export', 'p@test'],
  ],
  [
    ['load', 'p@test', '-', '--secret-file', '-'],
    ['--secret-file=-', '--', 'load', 'p@test', '-'],
  ],
  [
    ['kid', '--json', '--', 'p@test', '--kid', '--'],
    ['--json', '--', 'kid', 'p@test', '--kid', '--'],
  ],
  // What parseArgs then refuses.
  [
    ['export', 'p@test', '--key', '--json'],
    ['--key', '--json', '--', 'export', 'p@test'],
  ],
  [
    ['list', 'p@test', '--kex', 'x'],
    ['--kex', '--', 'list', 'p@test', 'x'],
  ],
])('%j', (given, taken) => {
  expect(withDashedValues(given, options)).toEqual(taken);
});
