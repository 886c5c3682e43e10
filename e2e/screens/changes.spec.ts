import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';
import { openShop } from '#e2e/changes/shop';
import { choose, planOf, runOf, showPlan } from '#e2e/screens/change-steps';

// The changes as a person makes them, on our own registry and on one of others.
let places: Places;
test.beforeAll(({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
});
test.afterAll(() => places.stop());

for (const name of ['the registry inside', 'zot']) {
  test(`a graph is deleted from ${name} once its name is typed, and the screen says so`, async ({ page }) => {
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/screens/delete`);
    await page.goto(`/${shop.repository}:1.0`);
    await choose(page, 'Delete…');
    await page.getByRole('radio', { name: /^This and everything attached/ }).check();
    await showPlan(page);
    const plan = planOf(page);
    const run = runOf(page);
    await expect(run).toBeDisabled();
    await plan.getByRole('textbox').fill('screens/delete:1.0');
    await run.click();
    await expect(plan.getByRole('status').filter({ hasText: 'Deleted' })).toBeVisible();
    await expect(page.getByText('Deleted. This is what it was.')).toBeVisible();
    for (const link of ['Record', 'Archive']) {
      const download = page.waitForEvent('download');
      await plan.getByRole('link', { name: link }).click();
      expect((await readFile(await (await download).path())).byteLength).toBeGreaterThan(500);
    }
    await plan.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Not found');
  });

  test(`a file is attached in ${name}, and its node is selected`, async ({ page }) => {
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/screens/attach`);
    await page.goto(`/${shop.repository}:1.0`);
    await choose(page, 'Attach…');
    const dialog = page.getByRole('dialog', { name: 'Attach' });
    await dialog.getByLabel('Subject', { exact: true }).selectOption({ label: 'linux/amd64' });
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'app.spdx.json',
      mimeType: 'application/json',
      buffer: Buffer.from(
        JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'app', packages: [] }),
      ),
    });
    await expect(dialog.getByText(/digest verified/)).toBeVisible();
    await expect(dialog.getByLabel('artifactType')).toHaveValue('application/spdx+json');
    await showPlan(page);
    await runOf(page).click();
    await expect(planOf(page).getByRole('status').filter({ hasText: 'Attached' })).toBeVisible();
    await planOf(page).getByRole('button', { name: 'Close', exact: true }).click();
    await expect(page.getByRole('heading', { level: 2, name: /SPDX/ })).toBeVisible();
  });

  test(`a tag moves in ${name}, and is put back`, async ({ page }) => {
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/screens/tag`);
    await page.goto(`/${shop.repository}:1.0`);
    await choose(page, 'Tag…');
    await page.getByLabel('Tags to add or move here').fill('latest');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByText(/^moves from/)).toBeVisible();
    await showPlan(page);
    const plan = planOf(page);
    await runOf(page).click();
    await expect(plan.getByRole('status').filter({ hasText: 'Tags set' })).toBeVisible();
    await plan.getByRole('button', { name: 'Undo…' }).click();
    await runOf(page).click();
    await expect(plan.getByRole('status').filter({ hasText: 'Tags set' })).toBeVisible();
    const answer = await page.request.get(
      `/api/resolve?ref=${encodeURIComponent(`${shop.repository}:latest`)}`,
    );
    expect(await answer.json()).toMatchObject({ digest: shop.next });
  });
}

test('a delete needs the keyboard alone', async ({ page }) => {
  const { host } = await places.at('the registry inside');
  const shop = await openShop(places.bench, `${host}/screens/keys`);
  await page.goto(`/${shop.repository}:1.0`);
  await page.getByRole('button', { name: 'Change', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: /^Only this tag/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(planOf(page).getByRole('heading', { level: 2 })).toBeFocused();
  // Past the notices and the steps, each of which is one stop.
  const name = planOf(page).getByRole('textbox');
  for (let step = 0; step < 3; step += 1) {
    if (await name.evaluate((field) => field === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(name).toBeFocused();
  await page.keyboard.type('screens/keys:1.0');
  await page.keyboard.press('Enter');
  await expect(planOf(page).getByRole('status').filter({ hasText: 'Deleted' })).toBeVisible();
});
