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
    },
  },
  {
    files: ['electron/core/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noReveal, ...noClock] },
  },
  {
    files: ['electron/node/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
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
    rules: { 'svelte/no-at-html-tags': 'error' },
  },
);
