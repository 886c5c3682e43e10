import { expect, test } from '@playwright/test';

let host: string;

test.beforeEach(({ baseURL }) => {
  host = new URL(baseURL ?? '').host;
});

test('the registry page tells what the registry can do, and how that is known', async ({ page }) => {
  await page.goto(`/${host}`);
  const panel = page.getByRole('region', { name: 'What this registry can do' });
  await expect(panel.getByRole('listitem').filter({ hasText: 'Referrers API' })).toContainText('yes');
  await expect(panel.getByRole('listitem').filter({ hasText: 'Delete a tag' })).toContainText(
    'not determined',
  );
});

test('a filter that nothing fits says so instead of showing nothing', async ({ page }) => {
  await page.goto(`/${host}`);
  await expect(page.getByRole('link', { name: 'acme/storefront', exact: true })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter repositories' }).fill('nothing-like-this');
  await expect(page.getByText('No repository matches “nothing-like-this”')).toBeVisible();
});

test('tags made from digests are folded until they are asked for', async ({ page }) => {
  await page.goto(`/${host}/acme/payments`);
  await expect(page.getByRole('link', { name: /^3\.2\.0/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^sha256-/ })).toHaveCount(0);
  await page.getByRole('checkbox', { name: /digest tags?$/ }).check();
  await expect(page.getByRole('link', { name: /^sha256-.*\.sig/ })).toBeVisible();
});

test('a repository that is not there says so, with what to check', async ({ page }) => {
  await page.goto(`/${host}/acme/nowhere`);
  const alert = page.getByRole('alert').filter({ hasText: 'Not found' });
  await expect(alert).toContainText('Check the name and the tag');
});
