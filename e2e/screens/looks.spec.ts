import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

const screens = {
  home: '/',
  registry: '/HOST',
  repository: '/HOST/acme/payments',
  artifact: '/HOST/acme/storefront:2.4.1',
  'a missing artifact': '/HOST/acme/storefront:0.0.0',
  'an address that is none': '/HOST/Acme/storefront',
} as const;

for (const [name, path] of Object.entries(screens)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`everybody can use the ${colorScheme} screen: ${name}`, async ({ page, baseURL }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(path.replace('HOST', new URL(baseURL ?? '').host));
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    });
  }
}

// `README_PICTURES=update STORIES_PORT=3000` puts the pictures into public/screenshots, where the README shows them.
for (const colorScheme of ['light', 'dark'] as const) {
  test(`the picture of the README in ${colorScheme}`, async ({ page, baseURL }, testInfo) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`/localhost:${new URL(baseURL ?? '').port}/acme/storefront:2.4.1`);
    await page.getByRole('treeitem', { name: /^SPDX 2\.3/ }).click();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('treeitem', { name: /^acme\.license-review/ })).toBeVisible();
    await page.getByRole('button', { name: 'Fit the whole graph' }).click();
    await page.getByRole('tab', { name: 'Content' }).click();
    await expect(page.getByRole('region', { name: 'Content' })).toContainText('SPDX-2.3');
    const file = `artifact-${colorScheme}.png`;
    const isUpdate = process.env.README_PICTURES === 'update';
    const folder = fileURLToPath(new URL('../../public/screenshots/', import.meta.url));
    const picture = await page.screenshot({ path: isUpdate ? folder + file : testInfo.outputPath(file) });
    expect(picture.byteLength).toBeGreaterThan(50_000);
  });
}
