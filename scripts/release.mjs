/** @file `npm run release`: the hardened app on Electron’s own release, and on nothing else. */
import { say, story } from './bootstrap/say.mjs';
import { prepare } from './bootstrap.mjs';
import { freshBuild } from './fresh-build.mjs';
import { pack } from './pack.mjs';

await story(async () => {
  await prepare('window');
  await freshBuild();
  say(`The release: ${await pack({ release: true })}/payer-wizard`);
});
