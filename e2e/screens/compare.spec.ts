import { expect, test } from '@playwright/test';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';
import { openShop } from '#e2e/changes/shop';

// Whether one release may take the place of another.
let host: string;
let places: Places;
test.beforeAll(({ baseURL }) => {
  host = new URL(baseURL ?? '').host;
  places = openPlaces(host);
});
test.afterAll(() => places.stop());

test('two releases: the first line decides, and each part of it leads to its list', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/${host}/acme/storefront?compare=2.4.0..2.4.1`);
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('button', { name: /\+\d+ packages, −\d+, \d+ updated/ })).toBeVisible();
  const packages = comparison.getByRole('table', { name: 'Packages that differ' });
  await expect(packages.getByRole('row', { name: /updated axios/ })).toContainText('1.7.71.7.9');
  await comparison.getByRole('button', { name: /high/ }).click();
  const findings = comparison.getByRole('table', { name: 'Findings that differ' });
  await expect(findings.getByRole('row', { name: /removed.*form-data/i })).toContainText('excused by VEX');
  await expect(comparison.getByText(/Only what Trivy found is compared/)).toBeVisible();
  await comparison.getByRole('button', { name: /VEX gained/ }).click();
  await expect(comparison.getByRole('row', { name: /vulnerability report/ })).toContainText('newest of 30');
  await comparison.getByRole('button', { name: 'Copy Markdown' }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain(`\`${host}/acme/storefront:2.4.0\` → \`${host}/acme/storefront:2.4.1\``);
});

test('the keyboard alone goes through the lists and opens a row', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/${host}/acme/storefront?compare=2.4.0..2.4.1`);
  const comparison = page.getByRole('region', { name: 'Comparison' });
  const tab = (name: string) => comparison.getByRole('tab', { name });
  await tab('Packages').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Findings')).toBeFocused();
  await expect(tab('Findings')).toHaveAttribute('aria-selected', 'true');
  const opener = comparison.getByRole('table', { name: 'Findings that differ' }).getByRole('button');
  await expect(opener.first()).toBeVisible();
  for (let presses = 0; presses < 5; presses++) {
    if (await opener.first().evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(opener.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(opener.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(opener.nth(1)).toHaveAttribute('aria-expanded', 'true');
  await comparison.getByRole('button', { name: 'Copy link' }).press('Enter');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(`${new URL(page.url()).origin}/${host}/acme/storefront?compare=2.4.0..2.4.1`);
});

test('which files differ is told once somebody asks, and a filter finds one of them', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront?compare=2.4.0..2.4.1`);
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await comparison.getByRole('tab', { name: 'Layers and files' }).click();
  const files = comparison.getByRole('region', { name: 'Files' });
  await expect(files).toContainText('The server downloads the layers of both: up to');
  await files.getByRole('button', { name: 'Compare the files' }).click();
  await expect(files.getByRole('status')).toContainText('3 added, 1 removed, 5 changed');
  const rows = files.getByRole('table', { name: 'Files that differ' }).getByRole('row');
  await expect(rows.filter({ hasText: 'node_modules/sha.js/package.json' })).toContainText('added');
  await expect(rows.filter({ hasText: 'node_modules/request/package.json' })).toContainText('removed');
  await expect(rows.filter({ hasText: 'axios/package.json' })).toContainText('content50 B50 B');
  await files.getByRole('searchbox', { name: 'Filter by path' }).fill('AXIOS');
  await expect(rows).toHaveCount(2);
  await files.getByRole('button', { name: /Details of .*axios/ }).click();
  await expect(rows.filter({ hasText: 'file of 50 bytes' })).toContainText('rw-r--r--');
  await files.getByRole('searchbox', { name: 'Filter by path' }).fill('nowhere');
  await expect(files).toContainText('No path that differs contains “nowhere”.');
  await page.goto(`/${host}/acme/storefront?compare=2.4.1..latest`);
  await comparison.getByRole('tab', { name: 'Layers and files' }).click();
  await expect(files).toContainText('Both have the same layers, so their files are the same.');
});

test('an artifact is compared with another from its page, and from the palette', async ({ page }) => {
  const address = `/${host}/acme/storefront:2.4.1`;
  await page.goto(address);
  await page.getByRole('button', { name: 'Compare with…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare with…' });
  const other = dialog.getByLabel('With');
  await expect(other).toBeFocused();
  await expect(dialog.locator('option[value="2.4.0"]')).toBeAttached();
  await other.fill('Acme//App');
  await expect(dialog.getByRole('button', { name: 'Compare' })).toBeDisabled();
  await other.fill('2.4.0');
  await dialog.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/storefront\?compare=2\.4\.0\.\.2\.4\.1/);
  await page.goto(address);
  await expect(page.getByRole('button', { name: 'Compare with…' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await palette.getByRole('combobox').fill('diff');
  await expect(palette.getByRole('option').first()).toHaveText('Compare with…');
  await page.keyboard.press('Enter');
  await other.fill(`${host}/acme/payments:3.2.0`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/compare=2\.4\.1\.\..*payments/);
});

test('the sides swap, and another reference takes the place of one', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront?compare=2.4.0..2.4.1`);
  await page.getByRole('button', { name: 'Swap the sides' }).click();
  await expect(page).toHaveURL(/compare=2\.4\.1\.\.2\.4\.0/);
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('button', { name: /VEX lost/ })).toBeVisible();
  await comparison.getByLabel('After').fill('Acme//App');
  await expect(comparison.getByRole('button', { name: 'Compare' })).toBeDisabled();
  await comparison.getByLabel('After').fill(`${host}/acme/payments:3.2.0`);
  await comparison.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/acme%2Fpayments%3A3\.2\.0/);
  await expect(comparison.getByRole('tab', { name: 'Packages' })).toBeVisible();
});

test('artifacts of two registries are compared, each under its own heading', async ({ page }) => {
  const zot = await places.at('zot');
  const shop = await openShop(places.bench, `${zot.host}/screens/compared`);
  const right = `${shop.repository}:1.0`;
  await page.goto(`/${host}/acme/storefront?compare=${encodeURIComponent(`2.4.1..${right}`)}`);
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await comparison.getByRole('tab', { name: 'Config' }).click();
  const heads = comparison.getByRole('columnheader');
  await expect(heads.filter({ hasText: `${host}/acme/storefront:2.4.1` })).toBeVisible();
  const digest = comparison.getByRole('row', { name: /Digest/ });
  for (const side of [2, 3]) {
    const [head, cell] = await Promise.all([
      heads.nth(side).boundingBox(),
      digest
        .getByRole('cell')
        .nth(side - 1)
        .boundingBox(),
    ]);
    expect(cell?.x).toBe(head?.x);
  }
  await expect(digest).toContainText(shop.release);
});
