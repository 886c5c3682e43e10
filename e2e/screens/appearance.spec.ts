import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { seeAllArtifacts } from '#e2e/demo/see-all-artifacts';
import { openAlive } from '#e2e/screens/open-alive';

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
      .getByRole('group', { name: 'Quick filters' })
      .getByRole('button', { name })
      .evaluate((chip) => getComputedStyle(chip).outlineStyle);
  await expect(page.getByRole('button', { name: 'sbom 4', exact: true })).toBeVisible();
  expect(await outline(/^sbom/)).toBe('solid');
  expect(await outline(/^vex/)).toBe('none');
});

test('with forced colours the letters of a filled button can be read', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openAlive(page, storefront);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const { color, backgroundColor, adjust } = await page
    .getByRole('button', { name: 'Show the plan' })
    .evaluate((button) => {
      const { color, backgroundColor, forcedColorAdjust: adjust } = getComputedStyle(button);
      return { color, backgroundColor, adjust };
    });
  // Else the browser lays a plate of its own under them.
  expect(adjust).toBe('none');
  expect(color).not.toBe(backgroundColor);
});

test('the theme follows the system while nobody has chosen one', async ({ page }) => {
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await page.emulateMedia({ colorScheme: 'dark' });
  await openAlive(page, '/');
  expect(await theme()).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(theme).toBe('light');
  await page.getByRole('button', { name: 'Change between light and dark' }).click();
  await expect.poll(theme).toBe('dark');
});

test('the inspector is as wide next time as somebody made it, and as usual after Home', async ({ page }) => {
  await openAlive(page, storefront);
  const panel = page.getByRole('complementary', { name: 'Inspector' });
  const width = async () => (await panel.boundingBox())?.width;
  const handle = page.getByRole('separator', { name: 'Width of the inspector' });
  await handle.focus();
  for (let times = 0; times < 4; times++) await page.keyboard.press('ArrowLeft');
  expect(await width()).toBe(404 + 4 * 24);
  await openAlive(page, storefront);
  expect(await width()).toBe(404 + 4 * 24);
  await handle.focus();
  await page.keyboard.press('Home');
  expect(await width()).toBe(404);
  await openAlive(page, storefront);
  expect(await width()).toBe(404);
});

for (const [width, fonts] of [
  [1440, 'at once'],
  [390, 'at once'],
  [1440, 'late'],
] as const) {
  test(`nothing moves while a page of ${width} px comes in, its fonts ${fonts}`, async ({
    page,
    baseURL,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const moved: string[] = [];
    page.on('console', (message) => {
      if (message.text().startsWith('moved')) moved.push(`${page.url()} ${message.text()}`);
    });
    await page.addInitScript(watchShifts);
    const host = new URL(baseURL ?? '').host;
    for (const path of ['/', `/${host}`, `/${host}/acme/storefront`, storefront]) {
      const release = fonts === 'late' ? await holdFonts(page) : async () => {};
      await page.goto(path, { waitUntil: 'domcontentloaded' });
      await expect(page.getByRole('main')).toBeVisible();
      await release();
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

/** No font arrives before the function that this gives is called. */
async function holdFonts(page: Page): Promise<() => Promise<void>> {
  const gate = Promise.withResolvers<void>();
  await page.route('**/*.woff2', async (route) => {
    await gate.promise;
    await route.continue();
  });
  return async () => {
    gate.resolve();
    await page.unrouteAll({ behavior: 'wait' });
  };
}

/** Writes down what moves by itself, by how much, from where to where; runs in the page before anything else. */
function watchShifts(): void {
  const place = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(' ');
  const sourceOf = ({ node, previousRect, currentRect }: ShiftSource) => {
    const { parentElement = null } = node ?? {};
    const element = node instanceof Element ? node : parentElement;
    const names = `${element?.tagName.toLowerCase()}.${element?.getAttribute('class')}`;
    return `${names} "${element?.textContent?.slice(0, 40)}" ${place(previousRect)} → ${place(currentRect)}`;
  };
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, sources } = entry as LayoutShift;
      console.info(`moved by ${value}: ${sources.map(sourceOf).join('; ')}`);
    }
  });
  observer.observe({ type: 'layout-shift', buffered: true });
}

// https://wicg.github.io/layout-instability/, which the types of TypeScript do not have.
type ShiftSource = {
  readonly node: Node | null;
  readonly previousRect: DOMRectReadOnly;
  readonly currentRect: DOMRectReadOnly;
};
type LayoutShift = PerformanceEntry & { readonly value: number; readonly sources: readonly ShiftSource[] };
