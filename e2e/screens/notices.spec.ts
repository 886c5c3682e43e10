import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';
import { openShop } from '#e2e/changes/shop';
import { choose, planOf, runOf, showPlan } from '#e2e/screens/change-steps';

// What the header says of a run that another page has begun.
let places: Places;
test.beforeAll(({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
});
test.afterAll(() => places.stop());

test('a run that ended says what and where, leads there, and leaves by itself', async ({ page }) => {
  const { path, ended } = await copyAndTell(page, 'told');
  const text = await ended('done');
  await expect(notice(page).getByRole('link', { name: text })).toBeVisible();
  await notice(page).hover();
  await page.clock.fastForward(30_000);
  await expect(notice(page)).toBeVisible();
  await page.mouse.move(0, 600);
  // The page has to hear of the pointer before its clock begins.
  await expect(async () => {
    await page.clock.fastForward(30_000);
    await expect(notice(page)).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('all changes');
  await page.getByRole('option', { name: /^All changes/ }).click();
  await expect(page).toHaveURL(/\/#changes$/);
  await expect(page.getByRole('link', { name: /^Done.*screens\/told/ }).first()).toHaveAttribute(
    'href',
    path,
  );
});

test('a notice is closed by Escape, and covers nothing', async ({ page }) => {
  const { target, ended } = await copyAndTell(page, 'closed');
  await ended('done');
  const header = await page.getByRole('banner').boundingBox();
  const box = await notice(page).boundingBox();
  if (header === null || box === null) throw new Error('The header and its notice are on the page.');
  expect(box.y + box.height).toBeLessThanOrEqual(header.y + header.height);
  const open = notice(page).getByRole('link', { name: 'Open' });
  await expect(open).toHaveAttribute('href', `/${target}`);
  await open.focus();
  await page.keyboard.press('Escape');
  await expect(notice(page)).toHaveCount(0);
});

test('a run that failed stays told until somebody closes it', async ({ page }) => {
  const { ended } = await copyAndTell(page, 'failed');
  await ended('failed');
  await page.clock.fastForward(300_000);
  await expect(notice(page).getByText(/failed$/)).toBeVisible();
  await notice(page).getByRole('button', { name: 'Close the notice' }).click();
  await expect(notice(page)).toHaveCount(0);
});

/** Copies an image, and opens a page for which the run goes on until it is said to have ended. */
async function copyAndTell(page: Page, name: string) {
  const [own, zot] = [await places.at('the registry inside'), await places.at('zot')];
  const shop = await openShop(places.bench, `${own.host}/screens/${name}`);
  const target = `${zot.host}/screens/${name}:1.0`;
  await page.goto(`/${shop.repository}:1.0`);
  await choose(page, 'Copy or move…');
  const dialog = page.getByRole('dialog', { name: 'Copy or move' });
  await dialog.getByLabel('To', { exact: true }).fill(`${zot.host}/screens/${name}`);
  await showPlan(page);
  await runOf(page).click();
  await expect(planOf(page).getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  const id = new URL(page.url()).searchParams.get('plan') ?? '';
  let state = 'running';
  await page.route('**/api/plans', async (route) => {
    const response = await route.fetch();
    const { plans, ...rest } = await response.json();
    const told = plans.map((plan: { readonly id: string }) => (plan.id === id ? { ...plan, state } : plan));
    await route.fulfill({ response, json: { ...rest, plans: told } });
  });
  await page.clock.install();
  await page.goto(`/${zot.host}`);
  const text = `${name}:1.0 to ${target}`;
  await expect(notice(page).getByText(`Copying ${text}`)).toBeVisible();
  return {
    target,
    path: `/?plan=${id}`,
    ended: async (end: 'done' | 'failed') => {
      state = end;
      const said = end === 'done' ? `Copied ${text}` : `Copying ${text} failed`;
      await expect(async () => {
        await page.clock.fastForward(4000);
        await expect(notice(page).getByText(said)).toBeVisible({ timeout: 1000 });
      }).toPass();
      return said;
    },
  };
}

const notice = (page: Page) => page.getByRole('region', { name: 'Last change' });
