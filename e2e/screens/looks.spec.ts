import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

// `README_PICTURES=update STORIES_PORT=3000` puts the pictures into public/screenshots, where the README shows them.
for (const colorScheme of ['light', 'dark'] as const) {
  test(`the picture of the README in ${colorScheme}`, async ({ page, baseURL }, testInfo) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`/localhost:${new URL(baseURL ?? '').port}/acme/storefront:2.4.1`);
    await page
      .getByRole('treeitem', { name: /^SPDX 2\.3/ })
      .first()
      .click();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('treeitem', { name: /^acme\.license-review/ })).toBeVisible();
    await page.getByRole('button', { name: 'Fit the whole graph' }).click();
    await expect(page.getByRole('table', { name: 'Packages' })).toContainText('@acme/pricing');
    const file = `artifact-${colorScheme}.png`;
    const isUpdate = process.env.README_PICTURES === 'update';
    const folder = fileURLToPath(new URL('../../public/screenshots/', import.meta.url));
    const picture = await page.screenshot({ path: isUpdate ? folder + file : testInfo.outputPath(file) });
    expect(picture.byteLength).toBeGreaterThan(50_000);
  });
}
