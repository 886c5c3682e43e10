import { expect, test } from '@playwright/test';
import { seeAllArtifacts } from '#e2e/demo/see-all-artifacts';

let storefront: string;

test.beforeEach(({ baseURL }) => {
  storefront = `/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`;
});

test('both fonts come from our own origin', async ({ page, baseURL }) => {
  const fonts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'font') fonts.push(request.url());
  });
  await page.goto(storefront);
  await seeAllArtifacts(page);
  await page.evaluate(() => document.fonts.ready);
  expect(fonts.some((url) => url.includes('inter'))).toBe(true);
  expect(fonts.some((url) => url.includes('jetbrains'))).toBe(true);
  expect(fonts.every((url) => url.startsWith(baseURL ?? ''))).toBe(true);
});

test('on paper stand what it is and what is attached, and nothing to press', async ({ page }) => {
  await page.goto(storefront);
  await seeAllArtifacts(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Evidence' }).getByRole('listitem').first()).toBeVisible();
  await expect(page.getByRole('treeitem', { name: /^SPDX 2\.3/ }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download manifest' })).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Reference' })).toBeHidden();
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(paper).toBe('rgb(255, 255, 255)');
});

test('where a person has set colours for all pages, the chosen filter is still told apart', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${storefront}?kind=sbom`);
  const outline = (name: RegExp) =>
    page
      .getByRole('group', { name: 'Emphasise' })
      .getByRole('button', { name })
      .evaluate((chip) => getComputedStyle(chip).outlineStyle);
  await expect(page.getByRole('button', { name: 'sbom 4', exact: true })).toBeVisible();
  expect(await outline(/^sbom/)).toBe('solid');
  expect(await outline(/^vex/)).toBe('none');
});

test('the theme follows the system while nobody has chosen one', async ({ page }) => {
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/');
  expect(await theme()).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(theme).toBe('light');
  await page.getByRole('button', { name: 'Change between light and dark' }).click();
  await expect.poll(theme).toBe('dark');
});

test('the inspector is as wide next time as somebody made it, and as usual after Home', async ({ page }) => {
  await page.goto(storefront);
  const panel = page.getByRole('complementary', { name: 'Inspector' });
  const width = async () => (await panel.boundingBox())?.width;
  const handle = page.getByRole('separator', { name: 'Width of the inspector' });
  await handle.focus();
  for (let times = 0; times < 4; times++) await page.keyboard.press('ArrowLeft');
  expect(await width()).toBe(404 + 4 * 24);
  await page.goto(storefront);
  expect(await width()).toBe(404 + 4 * 24);
  await handle.focus();
  await page.keyboard.press('Home');
  expect(await width()).toBe(404);
  await page.goto(storefront);
  expect(await width()).toBe(404);
});

for (const width of [1440, 390]) {
  test(`nothing moves while a page of ${width} px comes in`, async ({ page, baseURL }) => {
    await page.setViewportSize({ width, height: 900 });
    const moved: string[] = [];
    page.on('console', (message) => {
      if (message.text().startsWith('moved')) moved.push(`${page.url()} ${message.text()}`);
    });
    await page.addInitScript(watchShifts);
    const host = new URL(baseURL ?? '').host;
    for (const path of ['/', `/${host}`, `/${host}/acme/storefront`, storefront]) {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
    }
    expect(moved).toEqual([]);
    // The watch itself: what is pushed down on purpose is told.
    await page.evaluate(() =>
      document.body.prepend(Object.assign(document.createElement('p'), { textContent: 'x' })),
    );
    await expect.poll(() => moved.length).toBeGreaterThan(0);
  });
}

/** Writes down what moves by itself, and by how much; runs in the page before anything else. */
function watchShifts(): void {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) console.info(`moved ${JSON.stringify(entry)}`);
  });
  observer.observe({ type: 'layout-shift', buffered: true });
}
