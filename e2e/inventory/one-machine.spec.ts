import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { startOrrery } from '#e2e/registries/orrery';
import type { Registry } from '#e2e/registries/registry';
import { accessCookie } from '#e2e/registries/test-access';
import { findViolations } from '#e2e/screens/find-violations';

// One person's own inventory, of the demo: the stories share what the first of them scans.
test.describe.configure({ mode: 'serial' });

let orrery: Registry;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  orrery = await startOrrery({ demo: true, settings: { ORRERY_INVENTORY: 'on' } });
  const storageState = { cookies: [accessCookie(orrery.url)], origins: [] };
  const context = await browser.newContext({ baseURL: orrery.url, storageState });
  page = await context.newPage();
});

test.afterAll(async () => {
  await page?.context().close();
  await orrery?.stop();
});

test('a search says that nothing was scanned, and how that is done', async () => {
  await page.goto('/search');
  await page.getByLabel('Name or a part of it').fill('axios');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=axios&kind=package$/);
  await expect(page.getByText('Nothing was scanned yet')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
});

test('a registry is scanned from its page, once its cost is known', async () => {
  test.setTimeout(240_000);
  await page.goto(`/${orrery.host}`);
  const panel = page.getByRole('region', { name: 'Inventory' });
  await expect(panel.getByText('Orrery has not scanned this registry yet.')).toBeVisible();
  await panel.getByRole('button', { name: 'Know this registry' }).click();
  await expect(panel.getByText(/^About [\d,]+ requests for [\d,]+ tags in \d+ repositories/)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Start the scan' }).click();
  await expect(panel.getByRole('status')).toHaveText('The scan is done.', { timeout: 200_000 });
  await expect(panel.getByText(/^(\d+) of \1$/)).toBeVisible();
  await expect(page.getByRole('link', { name: /^Scanned / })).toBeVisible();
  await expect(panel.getByRole('heading', { name: 'could not be scanned' })).toHaveCount(0);
  expect(await findViolations(page)).toEqual([]);
});

test('a package that was scanned leads to the graph of each image that has it', async () => {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Run a command or go to a page' }).fill('axios');
  await page.getByRole('option', { name: 'Search the inventory for axios' }).click();
  await expect(page).toHaveURL(/\/search\?q=axios&kind=package$/);
  const found = page.getByRole('region', { name: 'What was found' });
  await expect(found.getByRole('status')).toHaveText(/^\d+ names? in \d+ artifacts?$/);
  await expect(found.getByRole('heading', { name: /^axios/ }).first()).toBeVisible();
  await expect(found.getByText(/^The oldest fact in this answer was read on/)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  const link = found.getByRole('link').first();
  const address = await link.getAttribute('href');
  await link.click();
  await expect(page).toHaveURL(`${orrery.url}${address}`);
  await expect(page.getByRole('tree').getByRole('treeitem').first()).toBeVisible();
});

test('versions below one are found in the order of their ecosystem', async () => {
  await page.goto('/search?q=axios&kind=package&below=0.0.1');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await page.getByLabel('Only versions below').fill('99.0.0');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^axios/ }).first()).toBeVisible();
});

test('a question is saved, answers CI and readers of feeds by its key, and is deleted', async () => {
  await page.goto('/search?q=axios&kind=package&below=99.0.0');
  await page.getByRole('button', { name: 'Save this question' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Old axios');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/\/search\?saved=[0-9a-f-]{36}$/);
  const saved = page.getByRole('region', { name: 'Saved question' });
  await expect(saved.getByRole('status')).toHaveText(/^[1-9]\d* hits?\b/);
  await expect(saved.getByRole('region', { name: 'Hits' }).getByRole('link').first()).toBeVisible();
  expect(await findViolations(page)).toEqual([]);

  await saved.getByRole('button', { name: 'CI and feed' }).click();
  await dialog.getByRole('button', { name: 'Make a key' }).click();
  await expect(dialog.getByText(/is not shown again/)).toBeVisible();
  const feed = (await dialog.getByText(/\.atom\?key=/).textContent()) ?? '';
  const gate = feed.replace('.atom?', '?expect=none&');
  const statuses = [feed, gate, gate.replace(/key=.*/, 'key=wrong'), gate.replace(/&key=.*/, '')];
  expect(await Promise.all(statuses.map(async (one) => (await fetch(one)).status))).toEqual([
    200, 412, 404, 401,
  ]);
  await page.keyboard.press('Escape');

  await page.goto('/search');
  const list = page.getByRole('region', { name: 'Saved questions' });
  await expect(list.getByRole('listitem')).toHaveText(
    /^Old axios.*Package axios below 99\.0\.0.*hits? since/,
  );
  expect(await findViolations(page)).toEqual([]);
  await list.getByRole('link', { name: 'Old axios' }).click();

  // A script changes it while the form is open.
  await saved.getByRole('button', { name: 'More about this question' }).click();
  await page.getByRole('menuitem', { name: 'Rename or change…' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Mine');
  const id = new URL(page.url()).searchParams.get('saved');
  const theirs = { id, name: 'Theirs', question: { about: 'search', q: 'axios', kind: 'package' } };
  await page.request.put('/api/questions', { data: theirs, headers: { 'x-orrery-request': '1' } });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('“Theirs” was saved after you had read it.');
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('Mine');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(saved.getByRole('heading', { name: 'Mine' })).toBeVisible();

  await saved.getByRole('button', { name: 'More about this question' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await dialog.getByRole('button', { name: 'Delete it' }).click();
  await expect(page).toHaveURL(/\/search$/);
  await expect(page.getByRole('region', { name: 'Ready-made questions' })).toBeVisible();
  await expect(list).toHaveCount(0);
});

test('the coverage of a scanned registry opens from the inventory, and what is in sight is asked again', async () => {
  const audited: (string | null)[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/audit') audited.push(searchParams.get('ref'));
  });
  await page.goto(`/${orrery.host}?view=audit`);
  await expect(page.getByRole('grid', { name: 'Coverage' }).getByRole('row').nth(2)).toBeVisible();
  await expect(page.getByText(/^all \d+ read$/)).toBeVisible();
  expect(audited).toContain(`${orrery.host}/acme/storefront:2.4.0`);
  expect(audited).not.toContain(orrery.host);
  expect(await findViolations(page)).toEqual([]);
});

test('all that was scanned is told by repository, as it changed, and what of it can go', async () => {
  await page.goto('/inventory');
  const table = page.getByRole('table', { name: 'Repositories' });
  await expect(table.getByRole('link').first()).toBeVisible();
  await expect(page.getByText(/^The oldest fact was read on/)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);

  const tabs = page.getByRole('navigation', { name: 'Inventory' });
  await tabs.getByRole('link', { name: 'Trends' }).click();
  await expect(page.getByText('The charts begin on the second day.')).toBeVisible();
  await expect(page.getByText('Nothing lost its signature.')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);

  await tabs.getByRole('link', { name: 'Retention' }).click();
  await page.getByRole('button', { name: 'Add a tag pattern' }).click();
  await page.getByLabel('Newest, rule 1').fill('1');
  const retention = page.getByRole('region', { name: 'Retention' });
  await expect(retention.getByRole('status')).toHaveText(/^[1-9][\d,]* would go · .+ · \d+ repositories$/);
  expect(await findViolations(page)).toEqual([]);

  await tabs.getByRole('link', { name: 'Old evidence' }).click();
  await page.getByLabel('Evidence', { exact: true }).selectOption('Superseded');
  const first = page.getByRole('region', { name: 'Old evidence' }).getByRole('region').first();
  await first.getByRole('checkbox', { name: /^All of / }).check();
  expect(await findViolations(page)).toEqual([]);
  await first.getByRole('button', { name: /^Plan to delete [1-9]/ }).click();
  await expect(page.getByRole('region', { name: 'Plan' }).getByRole('heading').first()).toBeVisible();
});

test('a registry may notify Orrery once it has a token, and what came last is shown', async () => {
  await page.goto('/admin?tab=notifications');
  const { host } = orrery;
  await page.getByRole('button', { name: 'Let a registry notify Orrery' }).click();
  await page.getByLabel('Registry', { exact: true }).fill(host);
  await page.getByRole('button', { name: 'Make the token' }).click();
  const settings = page.getByRole('dialog').locator('pre');
  await expect(settings).toContainText('actions: [pull]');
  const authorization = /Bearer [\w-]{43}/.exec((await settings.textContent()) ?? '')?.[0] ?? '';
  await page.getByLabel('Kind of registry').selectOption('GitHub');
  await expect(settings).toContainText(authorization.replace('Bearer ', ''));
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('listitem').filter({ hasText: host });
  await expect(row.getByText('No notification has come')).toBeVisible();
  const send = async (body: object, headers: Readonly<Record<string, string>> = { authorization }) => {
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await fetch(`${orrery.url}/api/hooks/${encodeURIComponent(host)}`, init)).status;
  };
  const push = { action: 'push', target: { repository: 'acme/storefront', tag: '2.4.1' } };
  expect(await send({ events: [push] }, {})).toBe(401);
  expect(await send({ events: [push] })).toBe(202);
  expect(await send({ hello: 'world' })).toBe(422);
  await page.reload();
  await expect(row.getByText('The last notification came')).toBeVisible();
  await expect(row.getByText('The notification is in no form that Orrery knows.')).toBeVisible();
  await row.getByRole('button', { name: `Take no notifications of ${host}` }).click();
  await page.getByRole('button', { name: 'Remove the token' }).click();
  await expect(page.getByText('No registry notifies Orrery')).toBeVisible();
  expect(await send({ events: [push] })).toBe(401);
});
