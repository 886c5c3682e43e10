import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { pushFiles } from '#e2e/screens/push-files';

let host: string;

test.beforeEach(({ baseURL }) => {
  host = new URL(baseURL ?? '').host;
});

test('every column sorts, what lacks evidence first, and the order stands in the address', async ({
  page,
}) => {
  await page.goto(`/${host}/acme/storefront`);
  const head = (name: RegExp) => page.getByRole('columnheader', { name });
  await expect(head(/^Tag/)).toHaveAttribute('aria-sort', 'descending');
  await expect(head(/^VEX/)).toContainText('1 of 3');
  await head(/^VEX/).getByRole('button').click();
  await expect(head(/^VEX/)).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => tagsInOrder(page)).toEqual(['withdrawal-2.3.7', '2.4.0', '2.4.1']);
  await expect(page.getByRole('link', { name: 'Coverage of all tags' })).toBeVisible();
  await head(/^VEX/).getByRole('button').click();
  await expect.poll(() => tagsInOrder(page)).toEqual(['2.4.1', 'withdrawal-2.3.7', '2.4.0']);
  await expect(page).toHaveURL(/sort=-vex/);
  await page.reload();
  await expect.poll(() => tagsInOrder(page)).toEqual(['2.4.1', 'withdrawal-2.3.7', '2.4.0']);
  for (const [name, first] of [
    [/^Tag/, 'withdrawal-2.3.7'],
    [/^Size/, 'withdrawal-2.3.7'],
    [/^Created/, '2.4.1'],
    [/^Type/, '2.4.1'],
  ] as const) {
    await head(name).getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await tagsInOrder(page))[0]).toBe(first);
  }
});

test('an image of several platforms has the size of one, which is named', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront`);
  await expect(rowOf(page, '2.4.1')).toContainText(/\d KiB ?amd64/);
});

test('all rows have one height', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront`);
  await expect(rowOf(page, '2.4.1')).toContainText('2 platforms');
  const heights = await page
    .locator('[data-index]')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
  expect(new Set(heights)).toEqual(new Set([36]));
});

test('rows are selected all at once, and in ranges by a click and by keys with Shift', async ({
  page,
  request,
}) => {
  for (const tag of ['1', '2', '3', '4', '5']) await pushVersion(request, 'tags/ranges', tag);
  await page.goto(`/${host}/tags/ranges`);
  const box = (tag: string) => page.getByRole('checkbox', { name: `Select ${tag}`, exact: true });
  const status = page.getByRole('toolbar', { name: 'Selected tags' }).getByRole('status');
  await box('5').check();
  await expect(status).toHaveText('1 of 5 selected');
  await box('3').click({ modifiers: ['Shift'] });
  await expect(status).toHaveText('3 of 5 selected');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(box('2')).toBeFocused();
  await expect(status).toHaveText('4 of 5 selected');
  await page.getByRole('searchbox', { name: 'Filter tags' }).fill('1');
  await expect(status).toHaveText('0 of 1 selected, and 4 that the filter hides');
  await page.getByRole('searchbox', { name: 'Filter tags' }).fill('');
  await box('all').click();
  await expect(status).toHaveText('5 of 5 selected');
  await box('all').click();
  await expect(status).toHaveCount(0);
});

test('several tags move, each by a plan that is shown before', async ({ page, request }) => {
  for (const tag of ['1', '2']) await pushVersion(request, 'tags/moving', tag);
  await page.goto(`/${host}/tags/moving`);
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('button', { name: 'Move…' }).click();
  await page.getByLabel('To', { exact: true }).fill(`${host}/tags/moved`);
  await page.getByRole('button', { name: 'Show the plans' }).click();
  await page.getByRole('button', { name: 'Run 2' }).click();
  await expect(page.getByText('2 of 2 done.')).toBeVisible();
  expect(await tagsOf(request, 'tags/moved')).toEqual(['1', '2']);
  expect(await tagsOf(request, 'tags/moving')).toEqual([]);
});

test('the menu of a row does everything that the menu of its node does', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/${host}/acme/storefront`);
  const open = () => page.getByRole('button', { name: 'Actions for 2.4.1' }).click();
  await open();
  for (const name of ['Open', 'Attach…', 'Tag…', 'Copy or move…', 'Delete with everything attached…'])
    await expect(page.getByRole('menuitem', { name, exact: true })).toBeVisible();
  await page.getByRole('menuitem', { name: 'Copy reference' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(`${host}/acme/storefront:2.4.1`);
  await open();
  await page.getByRole('menuitem', { name: 'Copy digest' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^sha256:/);
  await open();
  await page.getByRole('menuitem', { name: 'Compare with…' }).click();
  await expect(page.getByRole('dialog', { name: 'Compare with…' })).toBeVisible();
  await page.keyboard.press('Escape');
  await rowOf(page, '2.4.0').getByText('2 platforms').click();
  await expect(page).toHaveURL(/storefront:2\.4\.0/);
});

test('a telephone names the circles, scrolls nothing sideways, and reaches the menu of a row', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/${host}/acme/storefront`);
  await expect(rowOf(page, '2.4.1')).toContainText('2 platforms');
  for (const title of ['Signature', 'Provenance', 'SBOM', 'VEX', 'Report'])
    await expect(page.getByRole('columnheader').getByText(title, { exact: true }).last()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole('button', { name: 'Actions for 2.4.1' }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete tag…' })).toBeInViewport();
});

test('repositories sort both ways', async ({ page }) => {
  await page.goto(`/${host}`);
  const head = page.getByRole('columnheader', { name: 'Repository' });
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/sort=-name/);
  // Only rows in sight are in the document, and other stories leave repositories here.
  await page.getByRole('searchbox', { name: 'Filter repositories' }).fill('acme/');
  await expect(page.getByRole('table', { name: 'Repositories' }).getByRole('link').first()).toHaveText(
    'acme/storefront',
  );
  const names = await page.getByRole('table', { name: 'Repositories' }).getByRole('link').allTextContents();
  expect(names.indexOf('acme/storefront')).toBeLessThan(names.indexOf('acme/payments'));
});

function rowOf(page: Page, tag: string) {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox', { name: `Select ${tag}`, exact: true }) });
}

/** The first name of each row, as they stand from top to bottom. */
async function tagsInOrder(page: Page): Promise<readonly string[]> {
  const rows = page.locator('[data-index]');
  const boxes = await rows.evaluateAll((all) =>
    all.map((row) => ({
      at: Number(row.getAttribute('data-index')),
      name: row.querySelector('input')?.getAttribute('aria-label') ?? '',
    })),
  );
  return boxes.toSorted((one, other) => one.at - other.at).map(({ name }) => name.replace('Select ', ''));
}

async function pushVersion(request: APIRequestContext, repository: string, tag: string): Promise<void> {
  const bytes = Buffer.from(`version ${tag}`);
  await pushFiles(request, { repository, tag }, [{ name: 'version.txt', mediaType: 'text/plain', bytes }]);
}

async function tagsOf(request: APIRequestContext, repository: string): Promise<readonly string[]> {
  return (await (await request.get(`/v2/${repository}/tags/list`)).json()).tags ?? [];
}
