import { expect, test } from '@playwright/test';
import type { Listening } from '#e2e/fakes/listen';
import { startHostileRegistry } from '#e2e/hostile/hostile-registry';
import { problemCodes } from '#lib/api/problems/problem-code';

let hostile: Listening;

test.beforeAll(async () => {
  hostile = await startHostileRegistry();
});

test.afterAll(() => hostile.stop());

// Each ends in one sentence with a hint, in the place where it happened.
for (const [repository, title, hint] of [
  ['unauthorized', 'The registry needs you to sign in', 'Sign in, or check'],
  ['forbidden', 'The registry refuses this', 'an account that may do this'],
  ['missing', 'Not found', 'Check the name and the tag'],
  ['rate-limited', 'The registry limits your requests', 'Signing in usually raises the limit'],
  ['broken', 'This registry does not support this', 'The page of the registry lists'],
  ['web-page', 'This host is not a registry', 'Check the host and the port'],
  ['wrong-digest', 'The content does not match its digest', 'Do not use this content'],
  ['huge', 'The document is too large', 'Orrery ignored it'],
]) {
  test(`an artifact called ${repository} says: ${title}`, async ({ page }) => {
    await page.goto(`/${hostile.host}/${repository}:1`);
    const alert = page.getByRole('alert').filter({ hasText: title ?? '' });
    await expect(alert).toContainText(hint ?? '');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${repository}:1`);
  });
}

for (const [reference, title] of [
  ['nosuch.invalid/app:1', 'No such host'],
  ['127.0.0.1:1/app:1', 'The registry does not answer'],
  ['169.254.169.254/latest/meta-data:1', 'Orrery does not open this address'],
]) {
  test(`${reference} says: ${title}`, async ({ page }) => {
    await page.goto(`/${reference}`);
    await expect(page.getByRole('alert').filter({ hasText: title ?? '' })).toBeVisible();
  });
}

test('a failure leads to a page that says why it happens and what to do', async ({ page }) => {
  await page.goto(`/${hostile.host}/rate-limited:1`);
  const alert = page.getByRole('alert').filter({ hasText: 'The registry limits your requests' });
  await alert.getByRole('link', { name: 'About this problem' }).click();
  await expect(page).toHaveURL(/\/docs\/problems\/rate-limited$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The registry limits your requests');
  await expect(page.getByRole('heading', { name: 'Why it happens' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('HTTP status is 429');

  await page.getByRole('link', { name: 'Problems' }).click();
  await expect(page.getByRole('main').getByRole('link')).toHaveCount(problemCodes.length);
});

test('an address that is no reference says why, and offers the box', async ({ page }) => {
  await page.goto('/ghcr.io/Org/app:1');
  await expect(page.getByRole('heading', { name: 'This is not a reference' })).toBeVisible();
  await expect(page.getByText('Repository names are lower case.')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Reference' })).toBeVisible();
});

test('a wait that the registry asks for is counted down before the next try', async ({ page }) => {
  await page.goto(`/${hostile.host}/rate-limited:1`);
  await expect(page.getByRole('button', { name: /Try again in 3\d\d\d s/ })).toBeDisabled();
});

test('a list of referrers that never ends is shown as far as it went, and said to be cut', async ({
  page,
}) => {
  await page.goto(`/${hostile.host}/looping:1`);
  await expect(page.getByText('The list of referrers never ends')).toBeVisible();
  await expect(page.getByText('3 artifacts')).toBeVisible();
});

test('a refused question is an open one, and never counts as none', async ({ page }) => {
  await page.goto(`/${hostile.host}/unsure:1`);
  await expect(page.getByText(/questions? open/)).toBeVisible();
  const foot = page.getByRole('contentinfo');
  await expect(foot.getByRole('button', { name: 'Ask again' })).toBeVisible();
  await expect(page.getByText('No signature')).toHaveCount(0);
});

test('without a network, what lies on this machine is still read', async ({ page, baseURL }) => {
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/charts/storefront:2.4.1`);
  const tab = page.getByRole('tab', { name: 'Content' });
  await expect(tab).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await tab.click();
  await expect(page.getByText('The chart has no provenance file (.prov).')).toBeVisible();
});

test('an index of ten thousand entries opens', async ({ page }) => {
  await page.goto(`/${hostile.host}/wide:1`);
  await expect(page.getByText('10,001 artifacts')).toBeVisible();
});
