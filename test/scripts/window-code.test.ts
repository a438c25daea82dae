/** @file What the window carries. Schemas are for main, which parses what the window gets: with their library it would be a third larger. */
import path from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';

test('no schema gets into the window', async () => {
  const configFile = path.resolve(import.meta.dirname, '../../vite.config.ts');
  const built = await build({ configFile, mode: 'renderer', logLevel: 'error', build: { write: false } });
  const files = 'output' in built ? built.output : [];
  const modules = files.flatMap((file) => (file.type === 'chunk' ? Object.entries(file.modules) : []));
  const schemas = modules
    .filter(([id]) => id.includes('/node_modules/zod/'))
    .map(([, { renderedLength }]) => renderedLength);
  const left = schemas.reduce((all, each) => all + each, 0);
  // A name or two of the library is left where nothing of it is used; what makes a schema is some 60 times that.
  expect([modules.length > 100, left < 2000]).toEqual([true, true]);
}, 60_000);
