import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findViolations } from '#e2e/screens/find-violations';

let storefront: string;

test.beforeEach(({ baseURL }) => {
  storefront = `/${new URL(baseURL ?? '').host}/acme/storefront?view=audit`;
});

test('what is required is chosen on the page, and the address says it as the API does', async ({
  page,
  request,
}) => {
  await page.goto(storefront);
  await expect(bar(page)).toContainText('nothing');
  await bar(page).getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'SBOM', exact: true }).click();
  await expect(page).toHaveURL(/[?&]require=sbom(?:&|$)/);
  await expect(chip(page, 'SBOM')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'Report at most 7 days old' }).click();
  await expect(page).toHaveURL(/require=sbom,report:7d(?:&|$)/);

  await chip(page, 'Report at most 7 days old').click();
  await page.getByRole('textbox', { name: 'Maximum age in days' }).fill('30');
  await page.getByRole('combobox', { name: 'Worst finding that may be open' }).selectOption('high');
  await page.getByRole('combobox', { name: 'Attached to' }).selectOption('any');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/require=sbom,report:any:30d:max-high(?:&|$)/);

  const require = new URL(page.url()).searchParams.get('require') ?? '';
  const answer = await request.get('/api/audit', {
    params: { ref: new URL(storefront, page.url()).pathname.slice(1), require },
  });
  expect(await answer.json()).toMatchObject({ require: ['sbom', 'report'] });

  const changed = 'Report on it or on one platform, at most 30 days old, no critical open';
  await expect(chip(page, changed)).toBeVisible();
  await bar(page).getByRole('button', { name: 'Do not require: SBOM' }).click();
  await expect(page).toHaveURL(/require=report:any:30d:max-high(?:&|$)/);
  await page.getByRole('button', { name: 'Use the file again' }).click();
  await expect(page).not.toHaveURL(/require=/);
});

test('the file that says the same is shown, copied and kept', async ({ page }) => {
  await page.goto(`${storefront}&require=signature:matches:each,sbom`);
  await page.getByRole('button', { name: 'Show the file' }).click();
  const dialog = page.getByRole('dialog', { name: 'requirements.yaml' });
  await expect(dialog).toContainText('- signature: {state: matches, platforms: each}');
  await expect(dialog).toContainText('- sbom');
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  expect((await downloading).suggestedFilename()).toBe('requirements.yaml');
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('an address that is not understood says what to write, and nothing passes by it', async ({ page }) => {
  await page.goto(`${storefront}&require=report:critical`);
  await expect(bar(page).getByRole('alert')).toContainText(
    'write max-critical, which allows no open finding above critical.',
  );
  await expect(page.getByText('passes', { exact: true })).toHaveCount(0);
});

test('after a choice by keyboard alone the focus is in the bar still', async ({ page }) => {
  await page.goto(`${storefront}&require=sbom,vex`);
  await bar(page).getByRole('button', { name: 'Do not require: VEX' }).press('Enter');
  await expect(page).toHaveURL(/require=sbom(?:&|$)/);
  await expect(bar(page)).toBeFocused();
});

test('the bar is clean to axe with its form open, also in the dark and on a phone', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${storefront}&require=report:7d:max-high,signature:valid`);
  await chip(page, 'Report at most 7 days old, no critical open').click();
  await expect(page.getByRole('button', { name: 'Apply' })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

function bar(page: Page) {
  return page.getByRole('group', { name: 'Requirements' });
}

function chip(page: Page, name: string) {
  return bar(page).getByRole('button', { name, exact: true });
}
