/** @file `npm run proof`: the long runs, of which `npm test` has samples: hostile archives, the memory that the largest take, kills at any moment, random input. */
import { story } from './bootstrap/say.mjs';
import { environment, prepare } from './bootstrap.mjs';
import { runSuite } from './vitest.mjs';

await story(async () => {
  await prepare('tests');
  const env = environment({ PAYER_WIZARD_PROOF: '1' });
  process.exitCode = await runSuite('unit', ['--testTimeout=1800000', ...process.argv.slice(2)], env);
});
