/** @file Runs a TypeScript program of the tests in Electron’s Node: the unhardened runtime, for the packaged app has that fuse blown. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';
import { electronRuntime } from '../../../scripts/runtime.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** `program` is a path in the repository; it is built into the folder. */
export async function runInElectron(
  program: string,
  { folder, args }: { folder: string; args: readonly string[] },
): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: { runner: path.join(root, program) },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  const { executable } = await electronRuntime();
  execFileSync(executable, [path.join(folder, 'runner.mjs'), ...args], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
