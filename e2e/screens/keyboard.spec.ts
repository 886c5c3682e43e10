import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { planOf, runOf } from '#e2e/screens/change-steps';
import { pushFiles } from '#e2e/screens/push-files';

// Nobody touches a mouse here: what is to be pressed is walked to with the tab key.
test('the whole job is done with the keyboard alone', async ({ page, request, baseURL }) => {
  test.slow();
  const host = new URL(baseURL ?? '').host;
  const keys = page.keyboard;
  await pushFiles(request, { repository: 'keys/app', tag: '1.0' }, [
    { name: 'app.txt', mediaType: 'text/plain', bytes: Buffer.from('app') },
  ]);

  // From the first page to an artifact.
  await page.goto('/');
  await expect(page.getByRole('combobox', { name: 'Reference' })).toBeFocused();
  await keys.type(`${host}/acme/storef`);
  const box = page.getByRole('combobox', { name: 'Reference' });
  await expect(page.getByRole('option', { name: /acme\/storefront repository/ })).toBeVisible();
  await keys.press('Tab');
  await expect(box).toHaveValue(`${host}/acme/storefront:`);
  await keys.type('2.4.1');
  await expect(page.getByRole('option', { name: /storefront:2\.4\.1 tag/ })).toBeVisible();
  await keys.press('ArrowDown');
  await keys.press('Tab');
  await expect(box).toHaveValue(`${host}/acme/storefront:2.4.1`);
  await keys.press('Enter');
  await expect(page.getByRole('treeitem')).toHaveCount(18);

  // Through the outline, which has the focus: by letters, by arrows, open, select.
  await expect(page.getByRole('treeitem', { name: /^acme\/storefront/ })).toBeFocused();
  await keys.type('spdx');
  await expect(page.getByRole('treeitem', { name: /^SPDX/ }).first()).toBeFocused();
  await keys.press('ArrowRight');
  await expect(page.getByRole('treeitem', { name: /^acme\.license-review/ })).toBeVisible();
  await keys.press('Space');
  await expect(page.getByRole('heading', { level: 2, name: /^SPDX/ })).toBeVisible();
  await keys.press('End');
  await expect(page.getByRole('treeitem', { name: /^SPDX/ }).last()).toBeFocused();
  await keys.press('Home');

  // The inspector: its tabs, and words in the manifest.
  await tabTo(page, page.getByRole('tab', { name: 'Content' }));
  await keys.press('ArrowRight');
  await keys.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Manifest' })).toBeFocused();
  await tabTo(page, page.getByRole('searchbox', { name: 'Search in the text' }));
  await keys.type('subject');
  await keys.press('Enter');
  await expect(page).toHaveURL(/#L\d+$/);

  // Filter, find, and all of it back.
  await keys.press('Escape');
  await tabTo(page, page.getByRole('button', { name: /^sbom/ }));
  await keys.press('Enter');
  await expect(page).toHaveURL(/kind=sbom/);
  await keys.press('f');
  await keys.type('cyclone');
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: /^CycloneDX/ })).toBeVisible();

  // What can be done with it, from the menu and from the palette.
  await tabTo(page, page.getByRole('treeitem', { name: /^CycloneDX/ }));
  await keys.press('Shift+F10');
  await arrowTo(page, page.getByRole('menuitem', { name: 'Show only its neighbours' }));
  await keys.press('Enter');
  await expect(page).toHaveURL(/focus=/);
  await keys.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: /^Run a command/ })).toBeFocused();
  await keys.type(`${host}/keys/app:1.0`);
  await keys.press('Enter');
  await expect(page).toHaveURL(/keys\/app:1\.0$/);

  // A change: asked for, planned, confirmed, done.
  await tabTo(page, page.getByRole('button', { name: 'Change', exact: true }));
  await keys.press('Enter');
  await arrowTo(page, page.getByRole('menuitem', { name: 'Tag…' }));
  await keys.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await keys.type('stable');
  await keys.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Show the plan' }));
  await keys.press('Enter');
  const plan = page.getByRole('complementary', { name: 'Plan' });
  // The plan has the focus: its button is three keys away, whatever the number of its steps.
  await expect(planOf(page).getByRole('heading', { level: 2 })).toBeFocused();
  await tabTo(page, runOf(page), 'Tab', 3);
  await keys.press('Shift+Tab');
  await expect(plan.getByRole('list', { name: 'Steps' }).getByRole('button').first()).toBeFocused();
  await keys.press('ArrowDown');
  await expect(plan.getByRole('list', { name: 'Steps' }).getByRole('button').nth(1)).toBeFocused();
  await tabTo(page, runOf(page), 'Tab', 1);
  await keys.press('Enter');
  await expect(plan.getByText(/^Done/)).toBeVisible();
  await expect(planOf(page).getByRole('heading', { level: 2 })).toBeFocused();
  const { tags } = await (await request.get('/v2/keys/app/tags/list')).json();
  expect(tags).toEqual(['1.0', 'stable']);
});

test('the focus is never lost on the way from page to page, and the outline is two keys from the top', async ({
  page,
  baseURL,
}) => {
  const host = new URL(baseURL ?? '').host;
  const keys = page.keyboard;
  const heading = page.getByRole('heading', { level: 1 });

  // A bad reference stays, and is corrected in its place.
  await page.goto('/');
  await expect(page.getByRole('combobox', { name: 'Reference' })).toBeFocused();
  await keys.type(`${host}/ACME/payments`);
  await keys.press('Enter');
  await expect(page.getByRole('alert').getByRole('link', { name: /^Open/ })).toBeVisible();
  await keys.type('acme');
  await keys.press('Enter');
  await expect(page).toHaveURL(`/${host}/acme/payments`);
  await expect(heading).toBeFocused();

  // From the tags to their coverage and back.
  await tabTo(page, page.getByRole('link', { name: 'Coverage', exact: true }));
  await keys.press('Enter');
  await expect(page).toHaveURL(/view=audit/);
  await expect(heading).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(`/${host}/acme/payments`);
  await tabTo(page, page.getByRole('link', { name: /^3\.2\.0/ }));
  await keys.press('Enter');
  await expect(page.getByRole('treeitem', { name: /^acme\/payments/ })).toBeFocused();

  // Read anew, the page begins at its top.
  await page.reload();
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await keys.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the outline' })).toBeFocused();
  await keys.press('Enter');
  await expect(page.getByRole('treeitem', { name: /^acme\/payments/ })).toBeFocused();
});

test('two releases are compared from the palette, without a pointer', async ({ page, baseURL }) => {
  const host = new URL(baseURL ?? '').host;
  const keys = page.keyboard;
  await page.goto(`/${host}/acme/storefront:2.4.0`);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await keys.press('ControlOrMeta+k');
  await keys.type('diff');
  await expect(page.getByRole('option', { name: /^Compare with…/ }).first()).toBeVisible();
  await arrowToOption(page, page.getByRole('option', { name: /^Compare with…/ }).first());
  await keys.press('Enter');
  await expect(page.getByLabel('With', { exact: true })).toBeFocused();
  await keys.type('2.4.1');
  await keys.press('Enter');
  await expect(page).toHaveURL(/compare=/);
  await tabTo(page, page.getByRole('tab', { name: 'Packages' }));
  await keys.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Findings' })).toBeFocused();
  await expect(page.getByRole('table', { name: 'Findings that differ' })).toBeVisible();
  await keys.press('Shift+Tab');
  await tabTo(page, page.getByRole('button', { name: 'Swap the sides' }), 'Shift+Tab');
  await keys.press('Enter');
  await expect(page).toHaveURL(/compare=[^&]*2\.4\.1[^&]*\.\.[^&]*2\.4\.0/);
});

test('escape closes what is offered and keeps the text, and tab moves on where it takes nothing', async ({
  page,
  baseURL,
}) => {
  const host = new URL(baseURL ?? '').host;
  await page.goto('/');
  const box = page.getByRole('combobox', { name: 'Reference' });
  await expect(box).toBeFocused();
  await page.keyboard.type(`${host}/acme/pay`);
  await expect(box).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(box).toHaveAttribute('aria-expanded', 'false');
  await expect(box).toHaveValue(`${host}/acme/pay`);
  await page.keyboard.press('Tab');
  await expect(box).not.toBeFocused();
});

/** Presses the tab key until this has the focus; fails when it never gets it. */
async function tabTo(
  page: Page,
  target: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
  pressesMax = 80,
): Promise<void> {
  await pressUntilFocused(page, key, target, pressesMax);
}

/** The arrow that goes down in the palette, whose box keeps the focus. */
async function arrowToOption(page: Page, option: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    if ((await option.getAttribute('data-highlighted')) !== null) return;
    await page.keyboard.press('ArrowDown');
  }
  await expect(option).toHaveAttribute('data-highlighted');
}

/** The same with the arrow that goes down. */
async function arrowTo(page: Page, target: Locator): Promise<void> {
  await pressUntilFocused(page, 'ArrowDown', target);
}

async function pressUntilFocused(page: Page, key: string, target: Locator, pressesMax = 80): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < pressesMax; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}
