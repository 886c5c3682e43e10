import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findViolations } from '#e2e/screens/find-violations';
import { openAlive } from '#e2e/screens/open-alive';
import { pushFiles } from '#e2e/screens/push-files';

let host: string;

test.beforeEach(async ({ baseURL, request }) => {
  host = new URL(baseURL ?? '').host;
  for (const tag of ['1.0', '2.0'])
    await pushFiles(request, { repository: 'palette/everywhere', tag }, [
      { name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from(tag) },
    ]);
});

/** The box of the palette, which is opened where it is closed. */
async function openPalette(page: Page) {
  const box = page.getByRole('combobox', { name: 'Run a command or go to a page' });
  // The header takes clicks a moment before the page listens to keys.
  await expect(async () => {
    if (!(await box.isVisible())) await page.keyboard.press('ControlOrMeta+k');
    await expect(box).toBeFocused({ timeout: 5_000 });
  }).toPass();
  return box;
}

const rowsOf = (page: Page) => page.getByRole('dialog', { name: 'Command palette' }).getByRole('option');

test('every page takes a verb with a whole reference', async ({ page }) => {
  const name = `${host}/palette/everywhere`;
  const pages = [
    '/',
    '/docs/problems',
    '/?view=policy',
    `/${name}?compare=1.0..2.0`,
    `/${name}?compare=1.0..2.0&view=audit`,
    '/unknown.localhost:9/no/where:1',
  ];
  for (const path of pages) {
    await openAlive(page, path);
    const box = await openPalette(page);
    await box.fill(`delete ${name}:1.0`);
    await expect(rowsOf(page).first(), path).toContainText(`${name}:1.0`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Delete' }), path).toContainText(`${name}:1.0`);
    await page.keyboard.press('Escape');
    await (await openPalette(page)).fill(`compare ${name}:1.0 ${name}:2.0`);
    await expect(rowsOf(page).first(), path).toContainText('Compare');
    await page.keyboard.press('Escape');
  }
  await openAlive(page, '/');
  await (await openPalette(page)).fill(`coverage ${name}`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/${name}\\?view=audit`));
  await (await openPalette(page)).fill(`verify ${name}:2.0`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/${name}:2\\.0\\?tab=verification`));
  await (await openPalette(page)).fill(`clean up ${name}`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/${name}\\?view=cleanup`));
});

test('an archive of what is named is downloaded from every page', async ({ page }) => {
  await openAlive(page, '/');
  await (await openPalette(page)).fill(`archive ${host}/palette/everywhere:1.0`);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toMatch(/\.tar$/);
});

test('a verb alone asks for a tag of the repository, which is completed from its list', async ({ page }) => {
  await openAlive(page, `/${host}/palette/everywhere`);
  const box = await openPalette(page);
  await box.fill('delete');
  await expect(rowsOf(page).first()).toHaveText(/^Delete a tag…/);
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('delete ');
  await expect(rowsOf(page).nth(1)).toHaveText(/everywhere:1\.0$/);
  await expect(rowsOf(page).nth(0)).toHaveText(/everywhere:2\.0$/);
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(box).toHaveValue('delete 1.0');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Delete' })).toContainText('everywhere:1.0');
});

test('on a page of no registry the registries, their repositories and tags follow a verb', async ({
  page,
}) => {
  // A registry is known from what was opened before.
  await openAlive(page, `/${host}/palette/everywhere`);
  await expect(page.getByRole('link', { name: '2.0', exact: true })).toBeVisible();
  await openAlive(page, '/');
  const box = await openPalette(page);
  await box.fill('delete');
  await page.keyboard.press('Tab');
  await expect(box).toHaveValue('delete ');
  await rowsOf(page)
    .filter({ hasText: `Repositories of ${host}…` })
    .click();
  await expect(box).toHaveValue(`delete ${host}/`);
  await page.keyboard.type('palette/every');
  await rowsOf(page)
    .filter({ hasText: `Tags of ${host}/palette/everywhere…` })
    .click();
  await expect(rowsOf(page).filter({ hasText: 'everywhere:2.0' })).toBeVisible();
});

test('the words for evidence lead to it, or say that there is none', async ({ page }) => {
  await openAlive(page, `/${host}/acme/storefront:2.4.1`);
  await expect(page.getByRole('treeitem', { name: /^SPDX/ }).first()).toBeVisible();
  for (const word of ['sbom', 'report', 'cve', 'signature', 'provenance']) {
    await (await openPalette(page)).fill(word);
    await expect(rowsOf(page).first(), word).toBeVisible();
    await expect(page.getByRole('dialog').getByText('Evidence', { exact: true }), word).toBeVisible();
  }
  await (await openPalette(page)).fill('sbom');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/tab=content/);
  await openAlive(page, `/${host}/palette/everywhere:1.0`);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await expect(async () => {
    await (await openPalette(page)).fill('sbom');
    const isSaid = await rowsOf(page).filter({ hasText: 'No SBOM is attached' }).isVisible();
    // What is known is read when the palette opens.
    if (!isSaid) await page.keyboard.press('Escape');
    expect(isSaid).toBe(true);
  }).toPass();
});

test('a registry that cannot be asked is named in one line, whatever else is found', async ({ page }) => {
  await openAlive(page, '/unknown.localhost:9/no/where:1');
  await (await openPalette(page)).fill('delete 1');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByText(/^unknown\.localhost:9 could not be asked/)).toBeVisible();
  await expect(rowsOf(page).first()).toContainText('Delete tag…');
  await expect(palette.getByText('2 rows')).toBeAttached();
});

test('the list of changes is one command away from every page', async ({ page }) => {
  for (const path of [`/${host}/palette/everywhere`, '/']) {
    await openAlive(page, path);
    await (await openPalette(page)).fill('runs');
    await rowsOf(page)
      .filter({ hasText: /^Changes/ })
      .click();
    await expect(page.getByRole('heading', { name: 'Changes' })).toBeInViewport();
  }
});
