import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';

test('the address shows a second browser the same view', async ({ page, browser, baseURL }) => {
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`);
  await page.getByRole('button', { name: 'Open the stack of 30' }).click();
  await treeItem(page, /^SPDX 2\.3/)
    .first()
    .click();
  await page.keyboard.press('ArrowRight');
  await expect(treeItem(page, /^acme\.license-review/)).toBeVisible();
  await page.getByRole('group', { name: 'Quick filters' }).getByRole('button', { name: /^sbom/ }).click();
  await page.getByRole('tab', { name: 'Manifest' }).click();
  const region = page.getByRole('region', { name: 'Manifest' });
  await expect(region).toContainText('schemaVersion');

  const other = await (await browser.newContext()).newPage();
  await other.goto(page.url());
  await expect(other.getByRole('region', { name: 'Manifest' })).toContainText('schemaVersion');
  for (const part of [
    (of: Page) => of.getByRole('tree', { name: 'Outline of the graph' }),
    (of: Page) => of.getByRole('group', { name: 'Quick filters' }),
    (of: Page) => of.getByRole('complementary', { name: 'Inspector' }),
  ]) {
    await expect.poll(() => part(other).ariaSnapshot()).toBe(await part(page).ariaSnapshot());
  }
  await other.context().close();
});

const treeItem = (page: Page, name: RegExp) => page.getByRole('treeitem', { name });
