/**
 * @file One file, four builds: --mode renderer | main | preload | cli. What runs on Node carries its libraries with it, so
 * that a start reads a few files and not a thousand; only keytar stays outside, being native code.
 */
import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin, UserConfig } from 'vite';
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
    // All of it is written in runes: what the older way needs stays out. A tree of elements is smaller than its HTML, and
    // the page parses none.
    plugins: [svelte({ compilerOptions: { runes: true, fragments: 'tree' } }), pureSchemas(), wordsFromMain()],
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

/**
 * The core keeps a schema beside the functions that work on what it describes. The window calls the functions; main has
 * parsed what they get. A bundler cannot know that making a schema changes nothing else, and would keep each, and the
 * library with them, a third of the window's code. Said to be pure, those that nobody uses go.
 */
function pureSchemas(): Plugin {
  const makesSchema = /(?<![\w.])(z|[A-Z]\w*)\s*\.\w+\(/;
  return {
    name: 'pure-schemas',
    transform(code, id) {
      if (!id.startsWith(at('electron/core')) || !makesSchema.test(code)) return null;
      const pure = this.parse(code)
        .body.map((each) => (each.type === 'ExportNamedDeclaration' ? each.declaration : each))
        .flatMap((each) => (each?.type === 'VariableDeclaration' ? each.declarations : []))
        .flatMap(({ init }) => (init?.type === 'CallExpression' || init?.type === 'ObjectExpression' ? [init] : []))
        .map(({ start, end }) => ({ start, end, text: code.slice(start, end) }))
        .filter(({ text }) => makesSchema.test(text));
      const wrapped = pure.reduceRight(
        (rest, { start, end, text }) => `${rest.slice(0, start)}/*#__PURE__*/ (() => (${text}))()${rest.slice(end)}`,
        code,
      );
      return { code: wrapped, map: null };
    },
  };
}

/** [Note: Words of the window] Its copies of the catalogue and of the texts start empty. */
function wordsFromMain(): Plugin {
  const folders = [at('electron/core/domain/catalogue'), at('electron/core/domain/texts')];
  return {
    name: 'words-from-main',
    transform(code, id) {
      if (!folders.includes(path.dirname(id))) return null;
      const names = [...code.matchAll(/^export const (\w+) =/gm)].map(([, name]) => name);
      return { code: names.map((name) => `export const ${name} = {};`).join('\n'), map: null };
    },
  };
}

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
