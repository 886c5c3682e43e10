import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { seeAllArtifacts } from '#e2e/demo/see-all-artifacts';

let storefront: string;
let artifacts: number;

test.beforeEach(async ({ baseURL, page }) => {
  storefront = `/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`;
  await page.goto(storefront);
  artifacts = await seeAllArtifacts(page);
});

test('filters are counted before they are chosen, add up, and stand in the address', async ({ page }) => {
  const panel = await openPanel(page);
  await panel.getByRole('checkbox', { name: 'CN=acme.example 1' }).check();
  await expect(chips(page).getByRole('button', { name: /^report/ })).toHaveText('report 0');
  await panel.getByRole('checkbox', { name: 'Hide what does not match, instead of dimming it' }).check();
  await expect(page.getByText(`${artifacts - 1} of ${artifacts} artifacts are hidden.`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tree(page).getByRole('treeitem', { name: /^Signature with a key/ })).toHaveCount(0);
  await page.goto(page.url());
  await expect(page.getByText(`${artifacts - 1} of ${artifacts} artifacts are hidden.`)).toBeVisible();
  await chips(page).getByRole('button', { name: 'Remove filter: Claimed signer CN=acme.example' }).click();
  await expect(
    tree(page)
      .getByRole('treeitem', { name: /^Signature with a key/ })
      .first(),
  ).toBeVisible();
});

test('a filter that nothing fits says so and leads out', async ({ page }) => {
  await expect(page.getByRole('searchbox', { name: 'Find in the graph' })).toBeVisible();
  await page.keyboard.press('f');
  await expect(page.getByRole('searchbox', { name: 'Find in the graph' })).toBeFocused();
  await page.keyboard.type('no such thing');
  await expect(page.getByText('Nothing matches this filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByText('Nothing matches this filter.')).toHaveCount(0);
  await expect(page).not.toHaveURL(/find=/);
});

test('a filter that was saved comes back on another artifact', async ({ page, baseURL }) => {
  await chips(page).getByRole('button', { name: 'sbom 4' }).click();
  const panel = await openPanel(page);
  await panel.getByRole('textbox', { name: 'Name of this filter' }).fill('only SBOMs');
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:latest`);
  await (await openPanel(page)).getByRole('button', { name: 'only SBOMs', exact: true }).click();
  await expect(page).toHaveURL(/kind=sbom/);
});

test('the legend is a filter by kind', async ({ page }) => {
  await page.getByRole('button', { name: 'Legend' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^VEX/ }).click();
  await expect(page).toHaveURL(/kind=vex/);
  await expect(chips(page).getByRole('button', { name: 'vex 2' })).toHaveAttribute('aria-pressed', 'true');
});

test('on a narrow screen the outline has the filters too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await chips(page).getByRole('button', { name: 'sbom 4' }).click();
  await expect(page).toHaveURL(/kind=sbom/);
});

const chips = (page: Page) => page.getByRole('group', { name: 'Quick filters' });
const tree = (page: Page) => page.getByRole('tree', { name: 'Outline of the graph' });

async function openPanel(page: Page) {
  await page.getByRole('button', { name: /^Filter/ }).click();
  return page.getByRole('dialog', { name: 'Filter the graph' });
}
