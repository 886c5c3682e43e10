import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { seeAllArtifacts } from '#e2e/demo/see-all-artifacts';

let storefront: string;

test.beforeEach(({ baseURL }) => {
  storefront = `/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`;
});

test('a menu at a node holds what can be done with it, by pointer and by keyboard', async ({ page }) => {
  await page.goto(storefront);
  await card(page, /^SPDX 2\.3/)
    .first()
    .click({ button: 'right' });
  const menu = page.getByRole('menu', { name: /^SPDX 2\.3/ });
  await expect(menu.getByRole('menuitem')).toContainText([
    'Open as centre',
    'Expand',
    'Open in a new tab',
    'Show only its neighbours',
    'Show overview',
    'Show content',
    'Show manifest',
    'Show commands',
    'Copy digest',
    'Copy reference',
    'Download manifest',
    'Attach…',
    'Tag…',
    'Copy or move…',
    'Archive',
    'Archive without layers',
    'Delete…',
  ]);
  await page.keyboard.press('Escape');
  await row(page, /^CycloneDX/).click();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Show manifest' }).press('Enter');
  await expect(page).toHaveURL(/tab=manifest/);
  await expect(row(page, /^CycloneDX/)).toBeFocused();
});

test('the menu of a stack is about all of it, and plans to keep the newest', async ({ page }) => {
  await page.goto(storefront);
  await card(page, /^Trivy reports/).click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Trivy reports' });
  await expect(menu.getByRole('menuitem')).toContainText([
    'Show findings over time',
    'Open the stack',
    'Read the newest',
    'Read the one before',
    'Copy reference of the newest',
    'Keep newest 7, delete 23…',
  ]);
  await expect(page.getByRole('table', { name: /^Findings over time/ })).toBeVisible();
  await menu.getByRole('menuitem', { name: /^Keep newest 7/ }).click();
  await expect(page.getByRole('complementary', { name: 'Plan' })).toContainText('23');
});

for (const size of [
  { width: 1440, height: 900 },
  { width: 390, height: 760 },
])
  test(`a menu is whole in a window ${size.width} wide, however low it is opened`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.goto(storefront);
    await row(page, /^SPDX 2\.3/)
      .last()
      .click({ button: 'right' });
    const menu = page.getByRole('menu', { name: /^SPDX 2\.3/ });
    await expect(menu.getByRole('menuitem', { name: 'Open as centre' })).toBeInViewport({ ratio: 1 });
    await expect(menu.getByRole('menuitem', { name: 'Delete…' })).toBeInViewport({ ratio: 1 });
  });

test('in focus stands one artifact with its surroundings, and the address keeps it', async ({ page }) => {
  await page.goto(storefront);
  await row(page, /^SPDX 2\.3/)
    .first()
    .click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show only its neighbours' }).click();
  await expect(page).toHaveURL(/focus=/);
  await expect(page.getByRole('treeitem')).toHaveCount(2);
  await page.reload();
  await expect(page.getByText(/^Showing only SPDX 2\.3/)).toBeVisible();
  await expect(page.getByRole('treeitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByRole('treeitem')).toHaveCount(18);
});

test('an opened stack of daily reports is one list, and both are in view', async ({ page }) => {
  await page.goto(storefront);
  const stack = card(page, /^Trivy reports/);
  await stack.click();
  await page.getByRole('button', { name: 'Open the stack of 30' }).click();
  await expect(row(page, / · Trivy,/).first()).toBeVisible();
  await settled(page, /^Trivy reports/);
  await expect(stack).toBeInViewport();
  await expect(card(page, / · Trivy, /).first()).toBeInViewport();
});

test('all is opened at once, counted, and closed again', async ({ page }) => {
  await page.goto(storefront);
  await expect(row(page, /^acme\.license-review/)).toHaveCount(0);
  await page.getByRole('button', { name: /^Open all/ }).click();
  await expect(page).toHaveURL(/all=1/);
  await expect(row(page, /^acme\.license-review/)).toBeVisible();
  await expect(row(page, / · Trivy,/)).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Close all that is open' }).click();
  await expect(row(page, /^acme\.license-review/)).toHaveCount(0);
  await seeAllArtifacts(page);
});

test('a trail leads back to where somebody came from', async ({ page }) => {
  await page.goto(storefront);
  await expect(page.getByRole('navigation', { name: 'Breadcrumbs' })).toHaveCount(0);
  await row(page, /^SPDX 2\.3/)
    .first()
    .click();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/storefront@sha256:/);
  await row(page, /^acme\.license-review/).click();
  await page.keyboard.press('Enter');
  const trail = page.getByRole('navigation', { name: 'Breadcrumbs' });
  await expect(trail.getByRole('link')).toHaveText(['storefront:2.4.1', /^storefront@[0-9a-f]{8}$/]);
  await page.goBack();
  await expect(trail.getByRole('link')).toHaveText(['storefront:2.4.1']);
  await trail.getByRole('link').click();
  await expect(page).toHaveURL(/storefront:2\.4\.1$/);
  await expect(trail).toHaveCount(0);
});

test('a palette does what can be done here, and goes where somebody names', async ({ page, baseURL }) => {
  await page.goto(storefront);
  await row(page, /^SPDX 2\.3/)
    .first()
    .click();
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('combobox', { name: 'Run a command or go to a page' });
  await expect(palette).toBeFocused();
  await palette.fill('manifest');
  await expect(page.getByRole('option')).toContainText(['Show manifest', 'Download manifest']);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/tab=manifest/);
  await page.keyboard.press('ControlOrMeta+k');
  await palette.fill(`${new URL(baseURL ?? '').host}/acme/payments:3.2.0`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/acme\/payments:3\.2\.0$/);
  await page.keyboard.press('ControlOrMeta+k');
  await palette.fill('there is nothing of this name');
  await expect(page.getByRole('option')).toHaveText([
    'Search the inventory for there is nothing of this name',
  ]);
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
});

function row(page: Page, name: RegExp) {
  return page.getByRole('treeitem', { name });
}

function card(page: Page, name: RegExp) {
  return page.getByRole('region', { name: 'Graph' }).getByRole('button', { name });
}

/** Where a card stands once the camera has come to rest. */
async function settled(page: Page, name: RegExp) {
  let last = await card(page, name).boundingBox();
  await expect
    .poll(async () => {
      const now = await card(page, name).boundingBox();
      const isSame = now?.x === last?.x && now?.y === last?.y;
      last = now;
      return isSame;
    })
    .toBe(true);
  return last;
}
