/** @file Starts the app whose folder is the first argument, for a runtime that has no default app of its own. Not part of the product. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron/main';

const require = createRequire(import.meta.url);
const args = process.argv.slice(1);
let folder;
for (let at = 0; at < args.length && folder === undefined; at += 1) {
  if (args[at] === '--require') require(path.resolve(args[(at += 1)]));
  else if (!args[at].startsWith('-')) folder = path.resolve(args[at]);
}
if (folder === undefined) {
  console.error('The folder of an app is needed.');
  app.exit(1);
} else {
  const { name, version, main } = require(path.join(folder, 'package.json'));
  app.setName(name);
  if (version !== undefined) app.setVersion(version);
  app.setAppPath(folder);
  // Awaited here: Electron is not ready before this module has run, and the app has things to say before that.
  await import(pathToFileURL(path.join(folder, main)).href);
}
