/** @file The arrows between the folders. Each rule says why it is there; see docs/decisions.md. */
const pure = ['^electron/core/', 'node_modules/(zod|tldts|tldts-core|canonicalize|diff)/'];

export default {
  forbidden: [
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: { pathNot: pure },
      comment:
        'The core runs in Electron, in the command line and in the window: it may only use itself and pure libraries.',
    },
    {
      name: 'domain-knows-no-use-case',
      severity: 'error',
      from: { path: '^electron/core/domain/' },
      to: { path: '^electron/core/(use-cases|contract)' },
      comment: 'The domain says what things are. What one can do with them, and on what computer, stands above it.',
    },
    {
      name: 'node-knows-no-shell',
      severity: 'error',
      from: { path: '^electron/node/' },
      to: { path: '^(electron/(main|cli|preload)/|renderer/)|node_modules/electron/' },
      comment: 'The computer is the same for window and command line.',
    },
    {
      name: 'command-line-has-no-window',
      severity: 'error',
      from: { path: '^electron/cli/' },
      to: { path: '^(electron/(main|preload)/|renderer/)|node_modules/electron/' },
      comment: 'The command line runs where no display and no Electron is.',
    },
    {
      name: 'main-draws-nothing',
      severity: 'error',
      from: { path: '^electron/main/' },
      to: { path: '^(electron/(cli|preload)/|renderer/)' },
      comment: 'The two shells stand side by side, and the window is reached through the contract only.',
    },
    {
      name: 'preload-knows-the-names',
      severity: 'error',
      from: { path: '^electron/preload/' },
      to: { pathNot: ['^electron/core/contract/names\\.ts$', '^electron/renderer$'] },
      comment: 'The bridge carries names and values. Whatever else it loads, a hostile page could try to reach.',
    },
    {
      name: 'window-is-a-guest',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { pathNot: ['^renderer/', ...pure, '(^|node_modules/)svelte/'] },
      comment: 'The window may use the core, and reaches the rest through window.wizard.',
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      from: { path: '^(electron|renderer)/' },
      to: { path: '^(test|scripts)/' },
      comment: 'Nothing that only a test or a demo needs is in the product.',
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      comment: 'Two files that need each other are one idea.',
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'electron/core/tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte', '.js', '.mjs'],
      conditionNames: ['import', 'svelte', 'default'],
    },
  },
};
