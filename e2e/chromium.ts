import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { installWithApt } from '#e2e/tools/install';
import { isExecutable } from '#e2e/tools/is-executable';
import { run } from '#e2e/tools/run';

/** How to start the browser; also where nothing outside this machine answers. */
export const chromiumArguments: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium refuses its sandbox to root; the stories open nothing but our own pages.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of the stories: the one in `CHROMIUM`, an installed one, Playwright's own, else the system's package. */
export async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM;
  if (given !== undefined && given !== '') return given;
  return (await findInstalled()) ?? (await findOfPlaywright()) ?? (await installFromSystem());
}

async function findInstalled(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const path of folders.flatMap((folder) => names.map((name) => join(folder, name)))) {
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

async function findOfPlaywright(): Promise<string | undefined> {
  const path = chromium.executablePath();
  if (await isExecutable(path)) return path;
  await run('playwright', ['install', 'chromium'], { timeoutMs: 300_000 }).catch(() => undefined);
  return (await isExecutable(path)) ? path : undefined;
}

async function installFromSystem(): Promise<string> {
  await installWithApt('chromium');
  const path = await findInstalled();
  if (path === undefined) throw new Error('No Chromium: name one in CHROMIUM, or install the package.');
  return path;
}
