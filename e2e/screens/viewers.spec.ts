import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { pushFiles } from '#e2e/screens/push-files';

// The questions of an auditor, answered from decoded documents.

// The last file of all: neither worker waits for the other to end it.
test.describe.configure({ mode: 'parallel' });

test('a package is found in a signed SBOM, with its findings', async ({ page, baseURL }) => {
  const panel = await open(page, baseURL, /^CycloneDX 1\.7/);
  await expect(panel.getByText(/^In a sigstore bundle(?:, says it is from .*)?\.$/)).toBeVisible();
  await expect(panel.getByText(/^263 packages · \d+ licences/)).toBeVisible();
  await panel.getByRole('searchbox', { name: 'Name, version, licence, purl' }).fill('axios');
  await expect(panel.getByRole('status').filter({ hasText: '1 of 263' })).toBeVisible();
  const table = panel.getByRole('table', { name: 'Packages' });
  await expect(table).toHaveAttribute('aria-rowcount', '2');
  await table.getByRole('button', { name: 'Details of axios 1.7.9' }).click();
  await expect(table.getByText('CVE-2025-27152')).toBeVisible();
  await panel.getByRole('searchbox').fill('no such package');
  await expect(panel.getByText('No match')).toBeVisible();
  await panel.getByRole('button', { name: 'Show all packages' }).click();
  await expect(table).toHaveAttribute('aria-rowcount', '264');
});

test('packages are filtered by licence and by what they lack, and sorted by a heading', async ({
  page,
  baseURL,
}) => {
  const panel = await open(page, baseURL, /^SPDX 2\.3/);
  const table = panel.getByRole('table', { name: 'Packages' });
  const gpl = panel.getByRole('button', { name: /^GPL-2\.0-only copyleft 5$/ });
  await gpl.click();
  await expect(gpl).toHaveAttribute('aria-pressed', 'true');
  await expect(table).toHaveAttribute('aria-rowcount', '6');
  await panel.getByRole('button', { name: /^All copyleft/ }).click();
  await expect(gpl).toHaveAttribute('aria-pressed', 'true');
  await expect(table).toHaveAttribute('aria-rowcount', '15');
  await panel.getByRole('button', { name: /^All copyleft/ }).click();
  await panel.getByText(/^It lacks \d of the \d minimum elements/).click();
  await expect(panel.getByRole('row', { name: /^Timestamp 20/ })).toBeVisible();
  await panel.getByRole('button', { name: /^missing in 262 of 263/ }).click();
  await expect(table).toHaveAttribute('aria-rowcount', '263');
  await table.getByRole('button', { name: 'Name' }).click();
  await table.getByRole('button', { name: 'Name' }).click();
  await expect(table.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
  await expect(table.getByRole('row').nth(1)).toContainText('zstd-libs');
  await panel.getByRole('searchbox').fill('axios');
  await table.getByRole('button', { name: 'Details of axios 1.7.9' }).click();
  await expect(table.getByText('acme/storefront → axios 1.7.9')).toBeVisible();
});

test('who comes back to an SBOM finds what was searched for there', async ({ page, baseURL }) => {
  const panel = await open(page, baseURL, /^SPDX/);
  await panel.getByRole('searchbox').fill('axios');
  await expect(page).toHaveURL(/words=axios/);
  await page.getByRole('treeitem', { name: /^OpenVEX · 18/ }).click();
  await expect(panel.getByRole('table', { name: 'Statements' })).toBeVisible();
  await expect(page).not.toHaveURL(/words=/);
  await page.goBack();
  await expect(panel.getByRole('searchbox')).toHaveValue('axios');
  await expect(panel.getByRole('table', { name: 'Packages' }).getByRole('row').nth(1)).toContainText('axios');
});

test('findings are counted, filtered and read; what VEX excuses is left out and offered', async ({
  page,
  baseURL,
}) => {
  const panel = await open(page, baseURL, /critical, 12 high · Grype/);
  await expect(panel.getByText(/^VEX excuses 11 findings/)).toBeVisible();
  await expect(panel.getByRole('button', { name: 'critical 2' })).toBeVisible();
  const table = panel.getByRole('table', { name: 'Vulnerabilities' });
  await expect(table).toHaveAttribute('aria-rowcount', '9');
  await panel.getByRole('button', { name: 'Show the 11 excused' }).click();
  await expect(table).toHaveAttribute('aria-rowcount', '20');
  await expect(table.getByText('not affected').first()).toBeVisible();
  await panel.getByRole('button', { name: 'critical 3' }).click();
  await panel.getByRole('button', { name: /^Fixable/ }).click();
  await expect(table).toHaveAttribute('aria-rowcount', '4');
  await table.getByRole('button', { name: 'Details of CVE-2025-7783 form-data' }).click();
  await expect(table.getByText(/says not affected/)).toBeVisible();
  const link = table.getByRole('link').first();
  await expect(link).toHaveAttribute('href', /^https:/);
  await expect(link).toHaveAttribute('rel', /noopener noreferrer/);
  const download = page.waitForEvent('download');
  await panel.getByRole('link', { name: 'CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.split('\r\n').filter((line) => line.startsWith('critical,'))).toHaveLength(3);
});

test('what a tool says of code is counted by level, with its places', async ({ page, baseURL }) => {
  const panel = await open(page, baseURL, /^SARIF/);
  await panel.getByRole('button', { name: 'warning 3' }).click();
  const table = panel.getByRole('table', { name: 'Code' });
  await expect(table).toHaveAttribute('aria-rowcount', '4');
  await expect(table.getByText('server.js:5').first()).toBeVisible();
});

test('the name of a rule can be read in a narrow panel', async ({ page, baseURL }) => {
  await page.setViewportSize({ width: 1024, height: 844 });
  const panel = await open(page, baseURL, /^SARIF/);
  const rule = panel.getByRole('table', { name: 'Code' }).getByText('javascript.express.open-redirect');
  await expect(rule).toBeVisible();
  const isCut = await rule.evaluate(
    (element) => element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth,
  );
  expect(isCut).toBe(false);
});

test('the statements of a VEX document are counted, and one is opened', async ({ page, baseURL }) => {
  const panel = await open(page, baseURL, /^OpenVEX · 18 not affected/);
  await expect(panel.getByText(/^18 statements · 18 not affected · made by Acme/)).toBeVisible();
  await panel.getByRole('searchbox').fill('CVE-2024-21538');
  const table = panel.getByRole('table', { name: 'Statements' });
  await expect(table).toHaveAttribute('aria-rowcount', '2');
  await table.getByRole('button', { name: /^Details of CVE-2024-21538/ }).click();
  await expect(table.getByText('vulnerable code not in execute path').last()).toBeVisible();
  await expect(table.getByText(/only its component cross-spawn/)).toBeVisible();
});

test('a large SBOM shows its first packages before its licences are counted', async ({
  page,
  request,
  baseURL,
}) => {
  // More than a walk reads whole: nobody has counted it when it is opened.
  const packages = Array.from({ length: 60_000 }, (_, at) => ({
    SPDXID: `SPDXRef-${at}`,
    name: `package-${at}`,
    versionInfo: '1.0.0',
    licenseDeclared: at % 3 === 0 ? 'GPL-2.0-only' : 'MIT',
    comment: 'x'.repeat(100),
  }));
  // The server counts a document once: another try has one of its own.
  const name = `large ${test.info().retry}`;
  const bytes = Buffer.from(JSON.stringify({ spdxVersion: 'SPDX-2.3', name, packages }));
  const place = { repository: 'documents/large', tag: 'sbom' };
  await pushFiles(request, place, [{ name: 'large.spdx.json', mediaType: 'application/spdx+json', bytes }]);
  const counted = Promise.withResolvers<void>();
  // The joined findings count it as well.
  await page.route(/\/api\/(findings\?|document\?(?!.*prompt=1))/, async (route) => {
    await counted.promise;
    await route.continue();
  });
  await page.goto(`/${new URL(baseURL ?? '').host}/documents/large:sbom`);
  await page.getByRole('treeitem').first().click();
  await page.getByRole('tab', { name: 'Content' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel.getByRole('status', { name: 'Counting the licences' })).toBeVisible();
  await expect(panel.getByRole('table', { name: 'Packages' })).toContainText('package-0');
  await expect(panel.getByRole('button', { name: /^MIT/ })).toHaveCount(0);
  counted.resolve();
  await expect(panel.getByRole('button', { name: /^MIT 40,000$/ })).toBeVisible();
  await expect(panel.getByText(/^60,000 packages · 2 licences/)).toBeVisible();
  await expect(panel.getByRole('status', { name: 'Counting the licences' })).toHaveCount(0);
});

test('rows are opened and passed by keyboard', async ({ page, baseURL }) => {
  const panel = await open(page, baseURL, /^SPDX 2\.3/);
  const first = panel.getByRole('button', { name: /^Details of/ }).first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: /^Details of/ }).nth(1)).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  await page.keyboard.press('End');
  const focused = page.locator(':focus');
  await expect(focused).toHaveAccessibleName(/^Details of/);
  await expect(page.getByRole('row').filter({ has: focused })).toHaveAttribute('aria-rowindex', '264');
});

test('the inspector is widened to half the window, and is a page of its own with an address', async ({
  page,
  baseURL,
}) => {
  await open(page, baseURL, /^SPDX 2\.3/);
  const panel = page.getByRole('complementary', { name: 'Inspector' });
  await page.getByRole('button', { name: 'Make the inspector wide' }).click();
  expect((await panel.boundingBox())?.width).toBe(720);
  await page.getByRole('button', { name: 'Make the inspector narrow' }).click();
  expect((await panel.boundingBox())?.width).toBe(404);
  await page.getByRole('link', { name: 'Open as a page of its own' }).click();
  await expect(page).toHaveURL(/view=content/);
  await expect(page.getByRole('application', { name: 'Graph' })).toHaveCount(0);
  await page.goto(page.url());
  const table = page.getByRole('table', { name: 'Packages' });
  await expect(table).toBeVisible();
  expect((await table.boundingBox())?.width).toBeGreaterThan(1300);
  await page.getByRole('link', { name: 'Back to the graph' }).click();
  await expect(page.getByRole('application', { name: 'Graph' })).toBeVisible();
});

test('the exact bytes of a document have a tab of their own', async ({ page, baseURL }) => {
  await open(page, baseURL, /^SPDX 2\.3/);
  await page.getByRole('tab', { name: 'Bytes' }).click();
  await expect(page.getByRole('region', { name: 'Content' })).toContainText('SPDX-2.3');
});

test('what an SBOM answers stands in its overview', async ({ page, baseURL }) => {
  const panel = await open(page, baseURL, /^SPDX 2\.3/);
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect(panel.getByText('An SBOM, attached to acme/storefront:2.4.1.')).toBeVisible();
  await expect(panel.getByText(/^263 packages · 23 licences · made by syft/)).toBeVisible();
});

/** Opens the storefront and the first node of this name; evidence opens with its content. */
async function open(page: Page, baseURL: string | undefined, name: RegExp) {
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`);
  await page.getByRole('treeitem', { name }).first().click();
  return page.getByRole('tabpanel');
}
