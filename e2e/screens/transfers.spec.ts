import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';
import { openShop } from '#e2e/changes/shop';
import { startOrrery } from '#e2e/registries/orrery';
import { accessCookie } from '#e2e/registries/test-access';
import { choose, planOf, runOf, showPlan } from '#e2e/screens/change-steps';
import { findInBothThemes } from '#e2e/screens/find-violations';
import { openAlive } from '#e2e/screens/open-alive';
import { mediaTypes } from '#lib/oci/media-type';

// Content that goes elsewhere and comes back, as a person sees it.
let places: Places;
test.beforeAll(({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
});
test.afterAll(() => places.stop());

async function expectNothingGrave(page: Page): Promise<void> {
  const found = await findInBothThemes(page);
  const grave = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ text }) => text)).toEqual([]);
}

test('a copy can be used by everybody in either theme: form, plan, run and result', async ({ page }) => {
  const [own, zot] = [await places.at('the registry inside'), await places.at('zot')];
  const shop = await openShop(places.bench, `${own.host}/screens/copy`);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`/${shop.repository}:1.0`);
  await choose(page, 'Copy or move…');
  const dialog = page.getByRole('dialog', { name: 'Copy or move' });
  const to = dialog.getByLabel('To', { exact: true });
  await expect(to).toBeFocused();
  await to.fill(`${zot.host}/screens/copied`);
  await expectNothingGrave(page);
  await showPlan(page);
  const plan = planOf(page);
  await expect(runOf(page)).toBeEnabled();
  await expectNothingGrave(page);

  // The run is heard of by the page only when the gate opens: it is under way for as long as this looks.
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route('**/api/plans/*/run', async (route) => {
    await gate;
    await route.continue();
  });
  await runOf(page).click();
  await expect(plan.getByRole('progressbar', { name: 'All steps' })).toBeVisible();
  await expect(plan.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expectNothingGrave(page);
  open();
  await expect(plan.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  await expectNothingGrave(page);
  await plan.getByRole('link', { name: 'Open', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/${zot.host}/screens/copied:1\\.0`));
  await expect(page.getByRole('treeitem', { name: /SPDX/ })).toBeVisible();
});

test('a copy is undone, and what was there before it stays', async ({ page }) => {
  const [own, zot] = [await places.at('the registry inside'), await places.at('zot')];
  const before = await openShop(places.bench, `${zot.host}/screens/undone`);
  const shop = await openShop(places.bench, `${own.host}/screens/undo`);
  const tagsThere = async () => (await fetch(`http://${zot.host}/v2/screens/undone/tags/list`)).json();
  const tags = await tagsThere();
  await page.goto(`/${shop.repository}:1.0`);
  await choose(page, 'Copy or move…');
  const dialog = page.getByRole('dialog', { name: 'Copy or move' });
  await dialog.getByLabel('To', { exact: true }).fill(`${zot.host}/screens/undone:copied`);
  await showPlan(page);
  const plan = planOf(page);
  await runOf(page).click();
  await plan.getByRole('button', { name: /^Undo/ }).click();
  await expect(plan.getByRole('textbox')).toBeVisible();
  expect(await tagsThere()).toMatchObject({ tags: expect.arrayContaining(['copied']) });
  await plan.getByRole('textbox').fill('screens/undone');
  await runOf(page).click();
  await expect(plan.getByRole('link', { name: /^Tags of/ })).toBeVisible();
  expect(await tagsThere()).toEqual(tags);
  await page.goto(`/${before.repository}:1.0`);
  await expect(page.getByRole('treeitem', { name: /SPDX/ })).toBeVisible();
});

test('what was deleted is put back from its archive, as it was', async ({ page }) => {
  const zot = await places.at('zot');
  const shop = await openShop(places.bench, `${zot.host}/screens/back`);
  const digest = async () =>
    (
      await fetch(`http://${zot.host}/v2/screens/back/manifests/1.0`, {
        headers: { accept: mediaTypes.ociIndex },
      })
    ).headers.get('docker-content-digest');
  const was = await digest();
  await page.goto(`/${shop.repository}:1.0`);
  await choose(page, 'Delete…');
  await page.getByRole('radio', { name: /^This and everything attached/ }).check();
  await showPlan(page);
  const plan = planOf(page);
  await plan.getByRole('textbox').fill('screens/back:1.0');
  await runOf(page).click();
  await expect(plan.getByRole('link', { name: 'Archive' })).toBeVisible();
  // Whoever has closed the plan finds the archive again from the repository.
  await page.goto(`/${shop.repository}`);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Run a command or go to a page' }).fill('put back');
  await page.getByRole('option', { name: /^Put back .*screens\/back:1\.0/ }).click();
  await plan.getByRole('button', { name: 'Put back from the archive…' }).click();
  await expect(plan.getByRole('heading', { name: /^Import 1\.0 from an archive into/ })).toBeVisible();
  await runOf(page).click();
  await expect(plan.getByRole('link', { name: 'Open', exact: true })).toBeVisible();
  expect(await digest()).toBe(was);
});

test('an archive is looked into, and then imported', async ({ page }) => {
  const { host } = await places.at('the registry inside');
  const shop = await openShop(places.bench, `${host}/screens/packed`);
  const archive = await page.request.get(`/api/archive?ref=${encodeURIComponent(`${shop.repository}:1.0`)}`);
  const file = { name: 'packed.tar', mimeType: 'application/x-tar', buffer: await archive.body() };
  await openAlive(page, '/');
  await page.getByRole('button', { name: 'Import an archive…' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('region', { name: 'Content of the archive' }).getByRole('link').first().click();
  await expect(page.getByRole('treeitem', { name: /SPDX/ })).toBeVisible();
  await openAlive(page, '/');
  await page.getByRole('button', { name: 'Import an archive…' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('To', { exact: true }).fill(`${host}/screens/unpacked`);
  await showPlan(page);
  await runOf(page).click();
  await expect(planOf(page).getByRole('status').filter({ hasText: 'Imported' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('link', { name: /^Done.*screens\/unpacked/ })).toBeVisible();
});

test('an archive that cannot be had whole is refused in words, and taken as far as it is known', async ({
  page,
}) => {
  const { host } = await places.at('the registry inside');
  const shop = await openShop(places.bench, `${host}/screens/holes`);
  // Before the page: what it has read is kept, and makes an archive whole.
  await page.request.delete(`/v2/screens/holes/manifests/${shop.amd64}`);
  await page.goto(`/${shop.repository}:1.0`);
  await choose(page, /^Archive OCI/);
  const dialog = page.getByRole('dialog', { name: 'Archive' });
  await expect(dialog.getByRole('alert')).toContainText(
    'Orrery could not read everything that belongs to this',
  );
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Archive what Orrery could read' }).click();
  expect((await download).suggestedFilename()).toContain('screens-holes-1.0.tar');
  await expect(dialog).toBeHidden();
});

test('a server that is read-only offers no change, and says why', async ({ page }) => {
  const orrery = await startOrrery({
    demo: true,
    settings: { ORRERY_READ_ONLY: 'on' },
  });
  try {
    await page.context().addCookies([accessCookie(orrery.url)]);
    await page.goto(`http://${orrery.host}/${orrery.host}/acme/storefront:2.4.1`);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await expect(page.getByRole('menu')).toContainText('This Orrery is read-only');
    await expect(page.getByRole('menuitem')).toHaveText([/^Archive/, /^Archive without layers/]);
    await page.goto(`http://${orrery.host}/`);
    await expect(page.getByText('This Orrery is read-only.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Import an archive…' })).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+k');
    await page
      .getByRole('combobox', { name: 'Run a command or go to a page' })
      .fill(`delete ${orrery.host}/acme/storefront:2.4.1`);
    const row = page.getByRole('option', { name: /^Delete tag…/ });
    await expect(row).toContainText('This Orrery is read-only.');
    await expect(row).toBeDisabled();
  } finally {
    await orrery.stop();
  }
});
