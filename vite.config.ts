/**
 * @file One file, four builds: --mode renderer | main | preload | cli. What runs on Node carries its libraries with it, so
 * that a start reads a few files and not a thousand; only keytar stays outside, being native code.
 */
import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { UserConfig } from 'vite';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const at = (...parts: string[]) => path.join(root, ...parts);
const dist = (name: string) => ({ outDir: at('dist', name), emptyOutDir: true });

/** The oldest runtime we run on: Node 20.18, in the fallback of the tests. */
const oldestNode = 'node20';

const builds: Readonly<Record<string, (() => UserConfig) | undefined>> = {
  renderer: () => ({
    root: at('renderer'),
    // The page is served from an origin of its own, by main.
    base: './',
    plugins: [svelte()],
    build: {
      ...dist('renderer'),
      target: 'chrome130',
      modulePreload: { polyfill: false },
      // Written into the page, an icon or a style would be refused by its policy.
      assetsInlineLimit: 0,
    },
  }),
  main: () => forNode('main', { main: at('electron/main/main.ts') }),
  cli: () =>
    forNode('cli', { 'payer-wizard': at('electron/cli/main.ts') }, { banner: '#!/usr/bin/env node', extension: 'mjs' }),
  // A sandboxed preload is one CommonJS file: it cannot load another.
  preload: () => ({
    build: {
      ...dist('preload'),
      target: 'chrome130',
      lib: { entry: at('electron/preload/preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
      rolldownOptions: { external: ['electron/renderer'] },
    },
  }),
};

interface Shape {
  readonly banner?: string;
  readonly extension?: string;
}

function forNode(
  name: string,
  input: Record<string, string>,
  { banner = '', extension = 'js' }: Shape = {},
): UserConfig {
  return {
    ssr: { noExternal: true },
    build: {
      ...dist(name),
      ssr: true,
      target: oldestNode,
      // Read by people in an audit, and by V8 once: smaller names gain nothing.
      minify: false,
      rolldownOptions: {
        input,
        external: ['keytar', 'electron/main', 'electron/common'],
        output: {
          format: 'es',
          banner,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name]-[hash].${extension}`,
        },
      },
    },
  };
}

// The checker of the components asks in a mode of its own how the window is built.
export default defineConfig(({ mode }) => ({ publicDir: false, ...(builds[mode] ?? builds.renderer)?.() }));
