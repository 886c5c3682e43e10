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

const shells = ['chromium-headless-shell'];
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A whole browser, as people have it: the one in `CHROMIUM`, an installed one, Playwright's own, else the system's. */
export async function findChromium(): Promise<string> {
  return givenChromium() ?? (await findInstalled(browsers)) ?? (await findOfPlaywright()) ?? getFromSystem();
}

/**
 * The browser of the stories: the one in `CHROMIUM`, else the headless shell, which shows a page with about half the
 * processor time of the whole browser, else a whole browser. Only CI installs the shell beside a browser that is there.
 */
export async function findStoryBrowser(): Promise<string> {
  const found = givenChromium() ?? (await findInstalled(shells));
  if (found !== undefined) return found;
  if (process.env.CI === 'true') {
    await installWithApt('chromium-headless-shell').catch(() => undefined);
    const shell = await findInstalled(shells);
    if (shell !== undefined) return shell;
  }
  return findChromium();
}

function givenChromium(): string | undefined {
  const given = process.env.CHROMIUM;
  return given === undefined || given === '' ? undefined : given;
}

async function findInstalled(names: readonly string[]): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
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

async function getFromSystem(): Promise<string> {
  await installWithApt('chromium');
  const path = await findInstalled(browsers);
  if (path === undefined) throw new Error('No Chromium: name one in CHROMIUM, or install the package.');
  return path;
}
