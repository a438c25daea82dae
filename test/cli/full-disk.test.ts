/** @file A disk that is full, for real: a small file system in memory, in a mount namespace of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = path.resolve(import.meta.dirname, '../../dist/cli/payer-wizard.mjs');
/** Root may make a namespace by itself; others need one of users around it. */
const unshare = process.getuid?.() === 0 ? '-m' : '-rm';

/** Prints each command's result, and what its owner finds afterwards. */
const script = `
mount -t tmpfs -o size=256k tmpfs "$2"; cd "$2"
wizard() { "$0" "$program" "$@" --json --store store; }
program=$1
wizard payer new northlake@test >/dev/null
wizard payer set northlake@test clientId=before >/dev/null
cat /dev/zero > filler 2>/dev/null
wizard payer set northlake@test "clientId=$(printf 'x%.0s' $(seq 9000))" 2>/dev/null | tr -d '\\n'; echo
wizard export northlake@test --out bundle.zip 2>/dev/null | tr -d '\\n'; echo
rm filler
wizard payer show northlake@test | tr -d '\\n'; echo
find store -name '*.tmp' -o -name '*.lock' | tr -d '\\n'; echo
wizard payer set northlake@test clientId=after >/dev/null && echo saved`;

test('is named, loses nothing, leaves nothing behind, and the work goes on when there is room', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-full-'));
  const { stdout } = await promisify(execFile)('unshare', [
    ...[unshare, 'bash', '-c', script, process.execPath, program, folder],
  ]);
  rmSync(folder, { recursive: true });
  const [refused = '', notExported = '', shown = '', left, saved] = stdout.split('\n');
  expect(JSON.parse(refused)).toMatchObject({ ok: false, fault: { code: 'store/disk-full' } });
  expect(JSON.parse(notExported)).toMatchObject({ ok: false });
  expect(JSON.parse(shown)).toMatchObject({ fields: { clientId: { value: 'before' } } });
  expect([left, saved]).toEqual(['', 'saved']);
});
