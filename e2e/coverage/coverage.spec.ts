import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findInBothThemes } from '#e2e/screens/find-violations';
import { heldTags, startHeldRegistry } from './held-registry.ts';

let host: string;
let storefront: string;

test.beforeEach(({ baseURL }) => {
  host = new URL(baseURL ?? '').host;
  storefront = `/${host}/acme/storefront`;
});

test('the tabs of a repository lead to its coverage and back', async ({ page }) => {
  await page.goto(storefront);
  const tabs = page.getByRole('navigation', { name: 'Screens' });
  await tabs.getByRole('link', { name: 'Coverage' }).click();
  await expect(head(page, '2.4.0')).toBeVisible();
  await expect(tabs.getByRole('link', { name: 'Coverage' })).toHaveAttribute('aria-current', 'page');
  await expect(page).toHaveTitle(/^Coverage · acme\/storefront/);
  await page.goBack();
  await expect(page.getByRole('searchbox', { name: 'Filter tags' })).toBeVisible();
});

test('each count shows its artifacts, the address says which, and back takes it back', async ({ page }) => {
  await openCoverage(page);
  await expect(count(page, '3 artifacts')).toBeVisible();
  await count(page, 'signed 2').click();
  await expect(heads(page)).toHaveCount(2);
  await expect(page).toHaveURL(/[?&]has=signature(?:&|$)/);
  await expect(count(page, 'signed 2')).toHaveAttribute('aria-pressed', 'true');
  await page.goBack();
  await expect(heads(page)).toHaveCount(3);
});

test('back takes a filter back also before the router has heard of it', async ({ page }) => {
  await openCoverage(page);
  await expect(heads(page)).toHaveCount(3);
  for (let times = 0; times < 5; times++) {
    await count(page, 'signed 2').evaluate((button: HTMLElement) => {
      button.click();
      history.back();
    });
    await expect(page).not.toHaveURL(/has=/);
    await expect(heads(page)).toHaveCount(3);
    await expect(count(page, 'signed 2')).toHaveAttribute('aria-pressed', 'false');
  }
});

test('what artifacts lack is chosen in a menu, and none is red only where it is required', async ({
  page,
}) => {
  await openCoverage(page);
  await page.getByRole('button', { name: 'Lacks' }).click();
  await page.getByRole('menuitemcheckbox', { name: /^SBOM/ }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/[?&]lacks=sbom(?:&|$)/);
  await expect(heads(page)).toHaveCount(1);
  await expect(head(page, 'withdrawal-2.3.7')).toBeVisible();
  const word = row(page, 'withdrawal-2.3.7').getByRole('gridcell').nth(4).getByText('none');
  await expect(word).not.toHaveClass(/text-bad/);
  await openCoverage(page, 'require=sbom');
  await expect(word).toHaveClass(/text-bad/);
  await expect(row(page, 'withdrawal-2.3.7').getByRole('gridcell').last()).toHaveText(/fails\s*SBOM/);
  await expect(row(page, '2.4.0').getByRole('gridcell').last()).toHaveText('passes');
});

test('a word of the address that is no filter is said and not silently left out', async ({ page }) => {
  await openCoverage(page, 'lacks=sbomb');
  await expect(page.getByRole('alert').filter({ hasText: 'sbomb' })).toContainText(
    'is not a value of “lacks”',
  );
  await expect(heads(page)).toHaveCount(3);
});

test('a filter is saved under a name and brought back', async ({ page }) => {
  await openCoverage(page, 'lacks=sbom');
  await page.getByRole('button', { name: 'Save this filter' }).click();
  await page.getByRole('textbox', { name: 'Name of this filter' }).fill('no SBOM');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await openCoverage(page);
  await expect(heads(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Saved' }).click();
  await page.getByRole('button', { name: 'no SBOM', exact: true }).click();
  await expect(heads(page)).toHaveCount(1);
});

test('a heading sorts by its column, and the address holds the order', async ({ page }) => {
  await openCoverage(page);
  await page.getByRole('button', { name: 'Artifact', exact: true }).click();
  await expect(page).toHaveURL(/[?&]sort=name(?:&|$)/);
  await expect(page.getByRole('columnheader', { name: 'Artifact' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(heads(page).last()).toContainText('withdrawal');
  await page.getByRole('button', { name: 'Artifact', exact: true }).click();
  await expect(heads(page).first()).toContainText('withdrawal');
});

test('a cell opens its evidence at the side, Escape closes it, and the address names it', async ({
  page,
}) => {
  await openCoverage(page);
  await row(page, '2.4.0').getByRole('gridcell').nth(4).click();
  await expect(page).toHaveURL(/[?&]artifact=2\.4\.0&cell=sbom/);
  const panel = page.getByRole('region', { name: 'SBOM of 2.4.0' });
  await expect(panel.getByRole('heading', { name: 'Evidence found' })).toBeVisible();
  await expect(panel.getByRole('link', { name: 'Open in the graph' })).toHaveAttribute(
    'href',
    `${storefront}:2.4.0`,
  );
  await expect(panel.getByText(/referrers API|Referrers API/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await openCoverage(page, 'artifact=withdrawal-2.3.7&cell=vex');
  const none = page.getByRole('region', { name: 'VEX of withdrawal-2.3.7' });
  await expect(none.getByRole('heading', { name: 'Sources' })).toBeVisible();
});

test('keys go through the matrix, unfold platforms and open a cell', async ({ page }) => {
  await openCoverage(page, 'sort=name');
  await expect(heads(page)).toHaveCount(3);
  const grid = page.getByRole('grid', { name: 'Coverage' });
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await grid.locator('[tabindex="0"]').focus();
  const focused = page.locator(':focus');
  await expect(focused).toContainText('2.4');
  await page.keyboard.press('ArrowRight');
  await expect(grid.getByRole('rowheader', { name: 'linux/amd64' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(focused).toHaveText('linux/amd64');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(grid.getByRole('rowheader', { name: 'linux/amd64' })).toHaveCount(0);
  await page.keyboard.press('Control+End');
  await expect(focused).toHaveAttribute('aria-colindex', '9');
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Report of withdrawal-2.3.7' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(focused).toHaveAttribute('aria-colindex', '8');
});

test('who stops keeps what was read, and going on reads the rest', async ({ page }) => {
  const held = await startHeldRegistry();
  try {
    await page.goto(`/${held.host}/app?view=audit`);
    await expect(head(page, '1.0')).toBeVisible();
    await expect.poll(() => readOf(page)).toBeGreaterThan(2);
    await expect(page.getByText(/^Orrery has not read \d+ artifacts yet/)).toBeVisible();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
    const read = await readOf(page);
    expect(read).toBeLessThan(heldTags.length);
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(read + 1));
    held.release('given');
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(page.getByText(`all ${heldTags.length} read`)).toBeVisible();
    await expect(count(page, '0 not determined')).toBeVisible();
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(heldTags.length + 1));
  } finally {
    await held.stop();
  }
});

test('access that is refused in the middle is not determined, never none, and is asked for again', async ({
  page,
}) => {
  const held = await startHeldRegistry();
  try {
    held.release('refused');
    await page.goto(`/${held.host}/app?view=audit&require=sbom`);
    await expect(count(page, '20 not determined')).toBeVisible();
    await count(page, '20 not determined').click();
    await expect(row(page, '1.29').getByRole('gridcell').last()).toContainText('not determined');
    await expect(row(page, '1.29').getByText('none', { exact: true })).toHaveCount(0);
    held.release('given');
    await page.getByRole('button', { name: 'Ask again' }).click();
    await expect(count(page, '0 not determined')).toBeVisible();
  } finally {
    await held.stop();
  }
});

test('a registry shows its repositories one below the other, and those that somebody chooses', async ({
  page,
}) => {
  await page.goto(`/${host}?view=audit`);
  await expect(head(page, 'acme/storefront')).toBeVisible();
  await page.getByRole('button', { name: 'All repositories' }).click();
  await page.getByRole('checkbox', { name: 'acme/payments' }).check();
  await page.getByRole('button', { name: 'Show these' }).click();
  await expect(page).toHaveURL(/[?&]repositories=acme\/payments(?:&|$)/);
  await expect(head(page, 'acme/payments')).toBeVisible();
  await expect(head(page, 'acme/storefront')).toHaveCount(0);
});

test('a registry without a catalogue says so, and its repositories are read by name', async ({ page }) => {
  const held = await startHeldRegistry();
  try {
    held.release('given');
    await page.goto(`/${held.host}?view=audit`);
    await expect(page.getByRole('alert').first()).toBeVisible();
    await page.getByRole('button', { name: 'All repositories' }).click();
    await page.getByRole('searchbox', { name: 'Find or enter a repository' }).fill('app');
    await page.getByRole('button', { name: 'Add app' }).click();
    await page.getByRole('button', { name: 'Show these' }).click();
    await expect(page.getByText(`all ${heldTags.length} read`)).toBeVisible();
  } finally {
    await held.stop();
  }
});

for (const width of [1440, 1024, 390])
  test(`axe finds nothing on the screen of ${width} px in either theme, and it does not scroll sideways`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(
      `${storefront}?view=audit&require=signature,sbom,report:7d&artifact=2.4.0&cell=signature`,
    );
    await expect(page.getByRole('heading', { name: 'Signature of 2.4.0' })).toBeVisible();
    expect(await findInBothThemes(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

test('the cell whose evidence is shown stays in sight beside its panel', async ({ page }) => {
  await page.setViewportSize({ width: 1200, height: 800 });
  await openCoverage(page);
  const cell = page.getByRole('gridcell').filter({ hasText: '26 open' });
  await cell.click();
  await expect(page.getByRole('heading', { name: 'Report of 2.4.0' })).toBeVisible();
  await expect(cell).toBeInViewport({ ratio: 1 });
});

test('a window that is enlarged to 200 % still shows the matrix: the page scrolls', async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  await openCoverage(page);
  const last = heads(page).last();
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport();
});

/** Opens the coverage of the demo, and waits until its first rows are there. */
async function openCoverage(page: Page, query = ''): Promise<void> {
  await page.goto(`${storefront}?view=audit&${query}`);
  await expect(heads(page).first()).toBeVisible();
}

const heads = (page: Page) => page.getByRole('grid', { name: 'Coverage' }).getByRole('rowheader');
const head = (page: Page, name: string) => heads(page).filter({ hasText: name });
const row = (page: Page, tag: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: tag, exact: true }) });
const count = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Summary' }).getByRole('button', { name });

async function readOf(page: Page): Promise<number> {
  const text = await page
    .getByText(/^[\d,]+ of [\d,]+ read/)
    .first()
    .textContent();
  return Number.parseInt(text ?? '', 10);
}
