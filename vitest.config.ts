import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{core,node,cli,main,servers}/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
