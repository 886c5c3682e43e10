import { fileURLToPath } from 'node:url';
import type { Page, TestInfo } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { manyFacts } from './many-facts.ts';

// `README_PICTURES=update STORIES_PORT=3000` puts the pictures into public/screenshots, where the README shows them.
test('the picture of the README in both themes', async ({ page, baseURL }, testInfo) => {
  await page.goto(`/localhost:${new URL(baseURL ?? '').port}/acme/storefront:2.4.1`);
  await page
    .getByRole('treeitem', { name: /^SPDX 2\.3/ })
    .first()
    .click();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('treeitem', { name: /^acme\.license-review/ })).toBeVisible();
  await page.getByRole('button', { name: 'Fit the whole graph' }).click();
  await expect(page.getByRole('table', { name: 'Packages' })).toContainText('@acme/pricing');
  await takePictures(page, 'artifact', testInfo);
});

test('the picture of a thousand artifacts in both themes', async ({ page, baseURL }, testInfo) => {
  const reference = `localhost:${new URL(baseURL ?? '').port}/acme/storefront:2.4.1`;
  const body = manyFacts(reference)
    .map((fact) => `${JSON.stringify(fact)}\n`)
    .join('');
  await page.route('**/api/graph?*', async (route) => {
    await route.fulfill({ contentType: 'application/x-ndjson', body });
  });
  await page.goto(`/${reference}`);
  await page
    .getByRole('treeitem', { name: /^Trivy reports/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Open all/ }).click();
  await page.getByRole('button', { name: 'Fit the whole graph' }).click();
  await expect(page.getByRole('heading', { name: /^730 Trivy reports/ })).toBeVisible();
  await takePictures(page, 'thousand', testInfo);
});

async function takePictures(page: Page, name: string, testInfo: TestInfo): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await takePicture(page, `${name}-${colorScheme}.png`, testInfo);
  }
}

async function takePicture(page: Page, file: string, testInfo: TestInfo): Promise<void> {
  let last = await page.screenshot();
  // The camera moves for a while, and edges become sharp when it stands still.
  await expect
    .poll(async () => {
      const before = last;
      last = await page.screenshot();
      return before.equals(last);
    })
    .toBe(true);
  const isUpdate = process.env.README_PICTURES === 'update';
  const folder = fileURLToPath(new URL('../../public/screenshots/', import.meta.url));
  const picture = await page.screenshot({ path: isUpdate ? folder + file : testInfo.outputPath(file) });
  expect(picture.byteLength).toBeGreaterThan(50_000);
}
