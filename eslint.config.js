/** @file What the compiler cannot hold: strict type checks, and the house rules of docs/decisions.md. Arrows between folders are held by dependency-cruiser. */
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noReveal = {
  selector: "CallExpression[callee.property.name='reveal']",
  message: 'Only electron/node lets a secret out, at the edge where it is used.',
};
const noClock = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Time comes through the Clock port.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes through the Clock port.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Chance comes through the Clock port.',
  },
];
const noWholeElectron = {
  name: 'electron',
  message: 'Import electron/main or electron/renderer: they say which process the code is for.',
};

export default defineConfig(
  { ignores: ['dist/', 'out/', 'node_modules/', 'coverage/', '**/*.d.ts'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.ts'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-restricted-imports': ['error', { paths: [noWholeElectron] }],
      'no-restricted-syntax': ['error', noReveal],
      // A number in a template is a number that somebody reads; a boolean or an object there is a mistake.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Ports are asynchronous whether or not this implementation of them has to wait.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Ports are records of functions; none of ours looks at `this`.
      '@typescript-eslint/unbound-method': 'off',
      // A name that begins with _ is there to be left out.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // `void` is what a call without arguments takes.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Electron’s classes come out of its own events.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['electron/core/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noReveal, ...noClock] },
  },
  {
    files: ['electron/node/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    // Matchers of Vitest are of type any, and JSON in a test is what the test says it is.
    rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/main/serve.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            noWholeElectron,
            {
              name: 'electron/main',
              importNames: ['ipcMain'],
              message: 'main/serve.ts is the one place that answers the window.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [tseslint.configs.recommended, svelte.configs.recommended],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // State here is replaced and never changed in place: $state.raw. A space in braces keeps the formatter from removing it.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/no-useless-mustaches': 'off',
      // TypeScript’s own check of components knows better what a template uses.
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
);
