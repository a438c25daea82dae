/** @file `npm test`: sets up, checks, and runs every suite, whatever failed before it. The last line sums all of them up. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { root } from './bootstrap/npm-packages.mjs';
import { say, story } from './bootstrap/say.mjs';
import { environment, node24, prepare } from './bootstrap.mjs';
import { ended } from './session.mjs';
import { runSuite, suites } from './vitest.mjs';

await story(async () => {
  const startedAt = Date.now();
  await prepare('tests');
  const sums = [await check()];
  const reports = mkdtempSync(path.join(tmpdir(), 'payer-wizard-tests-'));
  for (const name of Object.keys(suites)) sums.push(await suite(name, path.join(reports, `${name}.json`)));
  rmSync(reports, { recursive: true });

  const passed = sums.reduce((sum, each) => sum + each.passed, 0);
  const failed = sums.reduce((sum, each) => sum + each.failed, 0);
  say(`\nin ${Math.round((Date.now() - startedAt) / 1000)} s`);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
});

async function check() {
  say('\n== check');
  const status = await ended(
    spawn(node24(), [path.join(root, 'scripts/check.mjs')], { stdio: 'inherit', cwd: root, env: environment() }),
  );
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
}

async function suite(name, report) {
  say(`\n== ${name}`);
  try {
    const status = await runSuite(name, ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    // A suite that fails without a failed test could not even start one of its files.
    return { passed: numPassedTests, failed: Math.max(numFailedTests, status === 0 ? 0 : 1) };
  } catch (error) {
    say(`${name} did not run: ${error.message}${error.remedy ? `\n   do: ${error.remedy}` : ''}`);
    return { passed: 0, failed: 1 };
  }
}
