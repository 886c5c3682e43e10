import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';

let host: string;

test.beforeEach(({ baseURL }) => {
  host = new URL(baseURL ?? '').host;
});

test('who built it from what is one sentence, and the head line leads to it', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront:2.4.1`);
  await answer(page, /^built from shop\/storefront@7c1f0e6$/).click();
  await expect(page).toHaveURL(/tab=content/);
  const panel = inspector(page);
  await expect(panel.getByText(/^Built by ci\.acme\.example\/builders\/container from /)).toContainText(
    'git.acme.example/shop/storefront at 7c1f0e6, on 23 Oct 2026 09:12–09:16; 2 materials; 3 parameters.',
  );
  await expect(panel.getByText('It does not say with which workflow.')).toBeVisible();
  await expect(panel.getByRole('table', { name: 'Materials' }).getByRole('row')).toHaveCount(3);
  await expect(panel.getByRole('table', { name: 'Fields' })).toContainText('refs/tags/v2.4.1');
});

test('every answer of the head line leads to the document that gives it', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront:2.4.1`);
  const leads: readonly (readonly [RegExp, RegExp])[] = [
    [/ excused by VEX/, /^OpenVEX/],
    [/^263 packages, \d+ copyleft$/, /^(?:SPDX|CycloneDX)/],
  ];
  await answer(page, /^signed 4×, cannot check$/).click();
  await expect(inspector(page).getByRole('heading', { level: 2, name: /^Signature/ })).toBeVisible();
  await expect(inspector(page).getByRole('tab', { name: 'Verification' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  for (const [text, title] of leads) {
    await answer(page, text).click();
    await expect(inspector(page).getByRole('heading', { level: 2, name: title })).toBeVisible();
    await expect(inspector(page).getByRole('tab', { name: 'Content' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  }
});

test('the head line, the list of all reports and the report of one tool count the same findings', async ({
  page,
}) => {
  await page.goto(`/${host}/acme/storefront:2.4.1`);
  const link = answer(page, / open: .*\(.* ago\)$/);
  const count = /\d+ open/.exec((await link.textContent()) ?? '')?.[0] ?? '';
  await link.click();
  const panel = inspector(page);
  await expect(panel.getByRole('tab', { name: 'Findings' })).toHaveAttribute('aria-selected', 'true');
  await expect(panel.getByText(new RegExp(`^${count}: `))).toBeVisible();
  const table = panel.getByRole('table', { name: 'Vulnerabilities' });
  await expect(table).toHaveAttribute('aria-rowcount', String(Number.parseInt(count, 10) + 1));
  await panel
    .getByRole('region', { name: 'Reports' })
    .getByRole('button', { name: / · Grype$/ })
    .click();
  await expect(panel.getByText(/^This is the report of Grype.* alone\./)).toBeVisible();
  await panel.getByRole('button', { name: new RegExp(`^${count}: `) }).click();
  await expect(panel.getByRole('tab', { name: 'Findings' })).toHaveAttribute('aria-selected', 'true');
});

test('what an image lacks is said with the proof of it, and what was not read is no none', async ({
  page,
}) => {
  await page.goto(`/${host}/acme/checkout:1.9.0`);
  await expect(evidence(page).getByText('No signature')).toBeVisible();
  await expect(evidence(page).getByText('No report')).toBeVisible();
  await expect(page.getByText(/2 platforms · \d.* on linux\/amd64/)).toBeVisible();
});

test('a signature tells every claim in words', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront:2.4.1`);
  await page.getByRole('treeitem', { name: /^Signature · says/ }).click();
  await page.getByRole('tab', { name: 'Content' }).click();
  const panel = inspector(page);
  await expect(panel.getByText('says: CN=acme.example', { exact: true })).toBeVisible();
  await expect(panel.getByText('Notary Project signature (JWS)')).toBeVisible();
  await expect(panel.getByText(/ \(100 years\)$/)).toBeVisible();
  await expect(panel.getByText(/^sha256:[0-9a-f]{64}$/)).toBeVisible();
});

test('a chart shows its README, its values and its files', async ({ page }) => {
  await page.goto(`/${host}/acme/charts/storefront:2.4.1`);
  await page.getByRole('tab', { name: 'Content' }).click();
  const panel = inspector(page);
  // A list on the same panel may say it too.
  await expect(panel.getByRole('paragraph').filter({ hasText: 'The web shop of Acme' })).toBeVisible();
  await expect(panel.getByText('The chart has no provenance file (.prov).')).toBeVisible();
  await expect(panel.getByRole('region', { name: 'values.yaml' })).toContainText('replicas');
  await expect(panel.getByRole('heading', { name: 'README' })).toBeVisible();
});

test('a binary is named by its first bytes', async ({ page }) => {
  await page.goto(`/${host}/acme/charts/storefront:2.4.1`);
  await page.getByRole('tab', { name: 'Bytes' }).click();
  await page.getByRole('button', { name: 'Show bytes' }).click();
  await expect(inspector(page).getByText(/^File type: gzip archive\./)).toBeVisible();
  await expect(inspector(page).getByRole('region', { name: 'Content' })).toContainText('00000000  1f 8b 08');
});

function inspector(page: Page) {
  return page.getByRole('complementary', { name: 'Inspector' });
}

function evidence(page: Page) {
  return page.getByRole('list', { name: 'Evidence' });
}

function answer(page: Page, text: RegExp) {
  return evidence(page).getByRole('link', { name: text });
}
