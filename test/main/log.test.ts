import { mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryLine } from '../../electron/main/log-entry.ts';
import { openLog } from '../../electron/main/log.ts';

const at = new Date('2026-11-23T12:00:00Z');

function failing(error: Error): Record<string, unknown> {
  return (JSON.parse(entryLine(at, { event: 'bug', of: 'push', error })) as { error: Record<string, unknown> }).error;
}

test('an error is told by its class, its code and where it happened', () => {
  const cause = Object.assign(new RangeError('the cause'), { code: 'ENOSPC' });
  expect(failing(new TypeError('the message', { cause }))).toMatchObject({
    name: 'TypeError',
    code: '',
    frames: expect.arrayContaining([expect.stringMatching(/log\.test\.ts:\d+:\d+$/)]) as unknown,
    cause: { name: 'RangeError', code: 'ENOSPC' },
  });
});

test('nothing of a message is written, whatever it looks like', () => {
  const part = fc.constantFrom('\n', '    at ', '(', ')', ':1:1', 'SECRET', '/', ' ', 'Error: ', 'file.js');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.boolean(), (parts, changedLater) => {
      const message = `${parts.join('')}SECRET`;
      const error = new Error(changedLater ? 'first' : message);
      if (changedLater) error.message = message;
      expect(entryLine(at, { event: 'bug', error })).not.toContain('SECRET');
    }),
    { numRuns: 300, seed: 7 },
  );
});

test('planted secrets in an error, in all it carries, reach no line of the file', () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'payer-wizard-log-')), 'logs');
  const log = openLog(folder);
  const secrets = ['CANARY-message', 'CANARY-cause', 'CANARY-member', 'CANARY code', 'CANARY reason'];
  const cause = Object.assign(new Error(secrets[1]), { code: secrets[3], body: secrets[2] });
  const error = Object.assign(new Error(secrets[0], { cause }), { password: secrets[2], name: secrets[3] });
  log({ event: 'bug', of: 'takeSecret', error });
  log({ event: 'bug', of: 'takeSecret', error: { password: secrets[2] } });
  log({ event: 'window-gone', reason: secrets[4] ?? '' });
  const written = readFileSync(path.join(folder, 'payer-wizard.log'), 'utf8');
  expect([written.split('\n').length, written.includes('takeSecret'), written.includes('CANARY')]).toEqual([
    4,
    true,
    false,
  ]);
});

test('a message that was changed after the error was made is not taken for frames', () => {
  const error = new Error('x\n    at SECRET (file.js:1:1)');
  // Node writes the stack when the error is made; with source maps it is written when it is first read.
  Object.defineProperty(error, 'stack', { value: 'Error: x\n    at SECRET (file.js:1:1)\n    at main (file.js:2:2)' });
  error.message = 'another';
  expect(failing(error)).toMatchObject({ frames: [] });
});

test('what is thrown without being an error is told by its type', () => {
  expect(entryLine(at, { event: 'bug', error: 'SECRET' })).toBe(
    '{"at":"2026-11-23T12:00:00.000Z","event":"bug","error":{"name":"string","code":"","frames":[]}}',
  );
});

test('words that are not words are not written', () => {
  expect(entryLine(at, { event: 'child-gone', of: 'a b\nc', reason: 'crashed', exitCode: 5 })).toBe(
    '{"at":"2026-11-23T12:00:00.000Z","event":"child-gone","of":"?","reason":"crashed","exitCode":5}',
  );
});

test('the log is for one person and never more than two files', () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'payer-wizard-log-')), 'logs');
  const log = openLog(folder);
  for (let line = 0; line < 6000; line += 1)
    log({ event: 'child-gone', of: 'Utility', reason: 'crashed', exitCode: line });

  expect(readdirSync(folder).sort()).toEqual(['payer-wizard.log', 'payer-wizard.log.1']);
  const sizes = readdirSync(folder).map((name) => statSync(path.join(folder, name)));
  expect(sizes.every(({ size, mode }) => size < 300_000 && (mode & 0o077) === 0)).toBe(true);
  expect(readFileSync(path.join(folder, 'payer-wizard.log'), 'utf8')).toContain('"exitCode":5999');
});

test('a log that cannot be written does not stop anything', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'payer-wizard-log-')), 'file');
  openLog(file)({ event: 'refused' });
  openLog(path.join(file, 'payer-wizard.log', 'deeper'))({ event: 'refused' });
  expect(statSync(file).isDirectory()).toBe(true);
});
