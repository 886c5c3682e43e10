import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/**
 * Opens a page and waits until it takes clicks and keys: what the server has drawn is there before our code is, and a
 * story is faster than a person. A story that looks for what the server answers later need not wait here.
 */
export async function openAlive(page: Page, path: string): Promise<void> {
  await page.goto(path);
  // React marks the elements that it has taken over.
  const isAlive = () =>
    Object.keys(document.querySelector('header') ?? {}).some((name) => /^__react/.test(name));
  await expect.poll(() => page.evaluate(isAlive)).toBe(true);
}
