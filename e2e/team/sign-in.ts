import type { Browser, Page } from '@playwright/test';

/** A browser of somebody who was never at this address; the CA of the test is none of Chromium's. */
export async function newPage(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    storageState: { cookies: [], origins: [] },
    baseURL: origin,
  });
  return await context.newPage();
}

/** Signs in at the provider, from the page of ours that asks for it. */
export async function signIn(page: Page, person: string): Promise<void> {
  const { origin } = new URL(page.url());
  await page.getByRole('link', { name: 'Sign in' }).click();
  await proveAtProvider(page, person, origin);
}

/** Signs in at the provider, which asks although it may know the person: what deletes wants that. */
export async function signInAnew(page: Page, person: string, origin: string): Promise<void> {
  await page.goto('/api/session/start?fresh=1');
  await proveAtProvider(page, person, origin);
}

async function proveAtProvider(page: Page, person: string, origin: string): Promise<void> {
  await page.locator('input[name=login]').fill(person);
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL((url) => url.origin === origin);
}
