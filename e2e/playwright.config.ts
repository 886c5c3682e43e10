import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { chromiumArguments, findStoryBrowser } from '#e2e/chromium';
import { findFreePort } from '#e2e/registries/start-process';
import { accessCookie } from '#e2e/registries/test-access';

// Workers load this file again: the port is found once and passed on through the environment.
process.env.STORIES_PORT ??= String(await findFreePort());
const port = process.env.STORIES_PORT;
const baseURL = `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: '.',
  outputDir: '../node_modules/.cache/stories',
  // On two cores a third one saves no time: they are busy 95 % of it, and each story only takes longer.
  workers: 2,
  fullyParallel: false,
  // A story that passes only then is named at the end of the run: it is a fault that nobody has to wait for.
  retries: process.env.CI === 'true' ? 1 : 0,
  forbidOnly: process.env.CI === 'true',
  // A story takes seconds; on a machine that does much else beside it, a minute.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL,
    // A browser that was let in before; the stories about who is let in start without.
    storageState: { cookies: [accessCookie(baseURL)], origins: [] },
    // A trace costs each story about a fifth of its time.
    trace: process.env.CI === 'true' ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: await findStoryBrowser(), args: [...chromiumArguments] },
  },
  webServer: {
    command: `"${process.execPath}" e2e/serve.ts`,
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    url: `${baseURL}/readyz`,
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
  },
});
