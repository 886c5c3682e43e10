import { expect, test } from '@playwright/test';
import { seeAllArtifacts } from '#e2e/demo/see-all-artifacts';
import { openAlive } from '#e2e/screens/open-alive';

test.beforeEach(async ({ page }) => {
  await page.goto('/');
});

test('the reference box has the focus, and Enter opens what was written', async ({ page, baseURL }) => {
  const host = new URL(baseURL ?? '').host;
  const box = page.getByRole('combobox', { name: 'Reference' });
  await expect(box).toBeFocused();
  await box.fill(`${host}/acme/storefront:2.4.1`);
  await box.press('Enter');
  await expect(page).toHaveURL(`/${host}/acme/storefront:2.4.1`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('acme/storefront:2.4.1');
});

for (const [text, sentence] of [
  ['not a reference', 'is not a repository name'],
  ['ghcr.io/Org/app:1', 'has upper-case letters'],
  ['ghcr.io/org/app@sha256:abc', 'is not a digest'],
]) {
  test(`"${text}" is refused in one line, and stays in the box`, async ({ page }) => {
    const box = page.getByRole('combobox', { name: 'Reference' });
    await box.fill(text ?? '');
    await box.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: sentence ?? '' })).toBeVisible();
    await expect(box).toHaveValue(text ?? '');
    await expect(page).toHaveURL('/');
  });
}

test('the demo is offered, opens, and is remembered as opened last', async ({ page }) => {
  await page
    .getByRole('link', { name: /acme\/storefront:2\.4\.1/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('acme/storefront:2.4.1');
  await seeAllArtifacts(page);
  await page.getByRole('link', { name: 'Orrery' }).click();
  const recent = page.getByRole('region', { name: 'Opened last' });
  await expect(recent.getByRole('link', { name: /acme\/storefront:2\.4\.1/ })).toBeVisible();
});

test('a link leads on without a new load of the page, and with Ctrl it opens a tab of its own', async ({
  page,
}) => {
  await openAlive(page, '/');
  const link = page.getByRole('link', { name: /acme\/storefront:2\.4\.1/ }).first();
  const opened = page.context().waitForEvent('page');
  await link.click({ modifiers: ['Control'] });
  const tab = await opened;
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('acme/storefront:2.4.1');
  await tab.close();
  await expect(page).toHaveURL('/');
  const loads: string[] = [];
  page.on('domcontentloaded', () => loads.push(page.url()));
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('acme/storefront:2.4.1');
  expect(loads).toEqual([]);
});

test('a registry, its repositories and their tags are a click apart', async ({ page }) => {
  await page.getByRole('region', { name: 'Registries' }).getByRole('link').first().click();
  await page.getByRole('searchbox', { name: 'Filter repositories' }).fill('pay');
  await page.getByRole('link', { name: 'acme/payments' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('acme/payments');
  await page.getByRole('link', { name: /^3\.2\.0/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('acme/payments:3.2.0');
});

test('the key ? lists every key, and Escape puts the list away', async ({ page }) => {
  await openAlive(page, '/localhost:3000');
  await page.getByRole('heading').first().focus();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet.getByText('Fit the whole graph')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.press('?');
  await expect(sheet).toBeHidden();
});
