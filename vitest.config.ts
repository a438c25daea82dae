/** @file The suites. unit: no display, no session. servers: our own servers on loopback, and the adapters that ask them. keyring and cli: within a session with a keyring. renderer: a current browser. e2e: the packaged app. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const chromium = process.env['PAYER_WIZARD_CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{core,node,main,scripts}/**/*.test.ts'],
          testTimeout: 20_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'servers',
          include: ['test/{servers,network,diagnosis}/**/*.test.ts'],
          testTimeout: 20_000,
          // They wait more than they compute.
          maxWorkers: 4,
        },
      },
      {
        test: {
          name: 'session',
          include: ['test/{keyring,cli}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // They share one keyring, and one machine's time.
          fileParallelism: false,
        },
      },
      {
        plugins: [svelte()],
        test: {
          name: 'renderer',
          include: ['test/renderer/**/*.test.ts'],
          testTimeout: 20_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // The tests run as root in a container of CI, where Chromium's sandbox cannot start.
            provider: playwright({ launchOptions: { executablePath: chromium, args: ['--no-sandbox'] } }),
            instances: [{ browser: 'chromium', viewport: { width: 1280, height: 800 } }],
          },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
