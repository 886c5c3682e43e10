import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';

// Here none of our own code arrives before the gate opens: what stands in the page is what the server drew.
let openGate: () => void;

test.beforeEach(async ({ page }) => {
  const gate = Promise.withResolvers<void>();
  openGate = gate.resolve;
  await page.route('**/_next/static/**/*.js', async (route) => {
    await gate.promise;
    await route.continue();
  });
});

test.afterEach(async ({ page }) => {
  openGate();
  await page.unrouteAll({ behavior: 'wait' });
});

test('a reference that is typed and sent at once opens before the page has come to life', async ({
  page,
  baseURL,
}) => {
  const { host } = new URL(baseURL ?? '');
  await open(page, '/');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type(`${host}/acme/storefront:2.4.1`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/${host}/acme/storefront:2.4.1`);
  openGate();
  await expect(page.getByRole('treeitem')).toHaveCount(18);
});

test('a text that is sent at once and is no reference is refused in one line, and stays in the box', async ({
  page,
}) => {
  await open(page, '/');
  await page.keyboard.type('not a reference');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'is not a repository name' })).toBeVisible();
  await expect(box(page)).toHaveValue('not a reference');
});

test('a reference that is half written when the page comes to life is written to its end', async ({
  page,
  baseURL,
}) => {
  const { host } = new URL(baseURL ?? '');
  await open(page, '/');
  await page.keyboard.type(`${host}/acme/store`);
  openGate();
  await expectAlive(page);
  await expect(box(page)).toHaveValue(`${host}/acme/store`);
  await page.keyboard.type('front:2.4.1');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/${host}/acme/storefront:2.4.1`);
});

test('another reference opens from the header of a page that has not come to life', async ({
  page,
  baseURL,
}) => {
  const { host } = new URL(baseURL ?? '');
  await open(page, `/${host}/acme/payments`);
  await box(page).fill(`${host}/acme/storefront`);
  await box(page).press('Enter');
  await expect(page).toHaveURL(`/${host}/acme/storefront`);
});

for (const [path, label, word, others] of [
  ['', 'Filter repositories', 'payments', 'acme/storefront'],
  ['/acme/payments', 'Filter tags', '3.2', '3.1.0'],
] as const) {
  test(`what is written into "${label}" before the list is alive filters it`, async ({ page, baseURL }) => {
    await open(page, `/${new URL(baseURL ?? '').host}${path}`);
    const filter = page.getByRole('searchbox', { name: label });
    await filter.fill(word);
    openGate();
    await expect(page.getByRole('link', { name: new RegExp(word) }).first()).toBeVisible();
    await expect(filter).toHaveValue(word);
    await expect(page.getByRole('link', { name: others })).toHaveCount(0);
  });
}

test('what an artifact page is about is asked for once, before its code has come', async ({
  page,
  baseURL,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/graph')) asked.push(request.url());
  });
  const { host } = new URL(baseURL ?? '');
  await open(page, `/${host}/acme/storefront:2.4.1`);
  await expect.poll(() => asked.length).toBe(1);
  openGate();
  await expect(page.getByRole('treeitem')).toHaveCount(18);
  expect(asked).toHaveLength(1);
});

test('what is typed at once after Ctrl K stands in the palette, and is no key of the page', async ({
  page,
  baseURL,
}) => {
  openGate();
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  const code = Promise.withResolvers<void>();
  await page.route('**/_next/static/**', async (route) => {
    await code.promise;
    await route.fallback();
  });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('copy dig?');
  code.resolve();
  await expect(page.getByRole('combobox', { name: 'Run a command or go to a page' })).toHaveValue(
    'copy dig?',
  );
  await expect(page.getByRole('dialog', { name: 'Keys' })).toHaveCount(0);
});

test('Ctrl K before the page has come to life opens the palette once it has, with what was typed behind it', async ({
  page,
  baseURL,
}) => {
  await open(page, `/${new URL(baseURL ?? '').host}/acme/payments`);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('coverage');
  openGate();
  await expect(page.getByRole('combobox', { name: 'Run a command or go to a page' })).toHaveValue('coverage');
  await page.keyboard.type(' of');
  await expect(page.getByRole('combobox', { name: 'Run a command or go to a page' })).toHaveValue(
    'coverage of',
  );
});

/** Goes there without waiting for the code, which does not come. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'domcontentloaded' });
  await expect(page.getByRole('banner')).toBeVisible();
}

/** The first answer of the server stands in the page: everything that was drawn before has come to life. */
async function expectAlive(page: Page): Promise<void> {
  await expect(page.getByRole('link', { name: /acme\/storefront:2\.4\.1/ }).first()).toBeVisible();
}

function box(page: Page) {
  return page.getByRole('combobox', { name: 'Reference' });
}
