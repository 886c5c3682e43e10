import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { pushFiles } from '#e2e/screens/push-files';

let host: string;

test.beforeEach(({ baseURL }) => {
  host = new URL(baseURL ?? '').host;
});

test('tags that share a digest are one artifact, with what is attached to it', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront`);
  const row = rowOf(page, /^2\.4\.1/);
  await expect(row.getByRole('link')).toHaveText('2.4.12.4, latest');
  await expect(page.getByText('5 tags of 3 artifacts')).toBeVisible();
  await expect(row).toContainText('2 platforms');
  await expect(row).toContainText('signature: 4 found on the index and on 2 of 2 platforms, not checked');
  await expect(rowOf(page, /^2\.4\.0/)).toContainText(/no VEX; sources: .*referrers-api/);
});

test('what cosign made from a digest is folded under the artifact of that digest', async ({ page }) => {
  await page.goto(`/${host}/acme/payments`);
  await expect(page.getByRole('link', { name: /^sha256-/ })).toHaveCount(0);
  await page.getByRole('button', { name: '3 tags made from the digest of 3.2.0' }).click();
  await expect(page.getByRole('link', { name: /^sha256-.*\.sig$/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^sha256-/ })).toHaveCount(3);
});

test('of many tags only those in sight are asked for', async ({ page, request }) => {
  for (let version = 0; version < 60; version++) await pushVersion(request, 'lists/many', `1.${version}`);
  const urls: string[] = [];
  page.on('request', (sent) => urls.push(sent.url()));
  await page.setViewportSize({ width: 1200, height: 500 });
  await page.goto(`/${host}/lists/many`);
  await expect(rowOf(page, /^1\.59/)).toContainText('no signature');
  await expect(rowOf(page, /^1\.50/)).toContainText('no signature');
  const rows = urls.filter((url) => url.includes('/api/resolve?'));
  expect(rows.length).toBeGreaterThan(8);
  expect(rows.length).toBeLessThan(40);
  await page.getByRole('link', { name: /^1\.59/ }).focus();
  await page.keyboard.press('End');
  await expect(rowOf(page, /^1\.0/)).toContainText('no signature');
});

test('two tags are compared: config, layers, attachments', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront`);
  await page.getByRole('checkbox', { name: 'Select 2.4.1' }).check();
  await page.getByRole('checkbox', { name: 'Select 2.4.0' }).check();
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/compare=2\.4\.0\.\.2\.4\.1/);
  await expect(page).toHaveTitle(/^Compare/);
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await comparison.getByRole('tab', { name: 'Config' }).click();
  const version = comparison.getByRole('row', { name: /Label org\.opencontainers\.image\.version/ });
  await expect(version.getByRole('cell').nth(1)).toHaveText('2.4.0');
  await expect(version.getByRole('cell').nth(2)).toHaveText('2.4.1');
  await comparison.getByRole('tab', { name: 'Layers' }).click();
  await expect(comparison.getByText(/in common/)).toBeVisible();
  await comparison.getByRole('combobox', { name: 'Platform' }).selectOption('linux/arm64');
  await expect(comparison.getByText(/in common/)).toBeVisible();
  await page.goto(`/${host}/acme/storefront?compare=latest..2.4`);
  await expect(comparison.getByText('Both references name the same artifact, byte for byte.')).toBeVisible();
});

test('several tags are copied and deleted, each by a plan that is shown before', async ({
  page,
  request,
}) => {
  for (const tag of ['1', '2', '3']) await pushVersion(request, 'lists/several', tag);
  await page.goto(`/${host}/lists/several`);
  for (const tag of ['1', '2']) await page.getByRole('checkbox', { name: `Select ${tag}` }).check();
  await page.getByRole('button', { name: 'Copy…' }).click();
  await page.getByLabel('To', { exact: true }).fill(`${host}/lists/copied`);
  await page.getByRole('button', { name: 'Show the plans' }).click();
  await expect(page.getByText('All plans can run.')).toBeVisible();
  await page.getByRole('button', { name: 'Run 2' }).click();
  await expect(page.getByText('2 of 2 done.')).toBeVisible();
  expect(await tagsOf(request, 'lists/copied')).toEqual(['1', '2']);
  const first = page.getByRole('list', { name: 'Plans' }).getByRole('listitem').first();
  await first.getByRole('button', { name: 'Undo…' }).click();
  const undo = page.waitForEvent('popup');
  await first.getByRole('link', { name: 'Open the plan of the undo' }).click();
  await expect((await undo).getByRole('heading', { name: /^Delete/ })).toBeVisible();
  await (await undo).close();
  expect(await tagsOf(request, 'lists/copied')).toEqual(['1', '2']);
  await page.getByRole('button', { name: 'Close', exact: true }).last().click();

  for (const tag of ['1', '2']) await page.getByRole('checkbox', { name: `Select ${tag}` }).check();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Show the plans' }).click();
  const run = page.getByRole('button', { name: 'Run 2' });
  await expect(run).toBeDisabled();
  await page.getByLabel('Type lists/several to confirm').fill('lists/several');
  await run.click();
  await expect(page.getByText('2 of 2 done.')).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(page.getByRole('checkbox', { name: /^Select \d/ })).toHaveCount(1);
  expect(await tagsOf(request, 'lists/several')).toEqual(['3']);
});

function rowOf(page: Page, name: RegExp) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name }) });
}

async function pushVersion(request: APIRequestContext, repository: string, tag: string): Promise<void> {
  const bytes = Buffer.from(`version ${tag}`);
  await pushFiles(request, { repository, tag }, [{ name: 'version.txt', mediaType: 'text/plain', bytes }]);
}

async function tagsOf(request: APIRequestContext, repository: string): Promise<readonly string[]> {
  return (await (await request.get(`/v2/${repository}/tags/list`)).json()).tags;
}
