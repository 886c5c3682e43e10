import { expect, test } from '@playwright/test';
import { recentKey } from '#components/shell/reference/recent-keys.ts';
import { seeAllArtifacts } from '#e2e/demo/see-all-artifacts';
import { openAlive } from '#e2e/screens/open-alive';

test.beforeEach(async ({ page }) => {
  await page.goto('/');
});

test('the reference box has the focus, and Enter opens what was written', async ({ page, baseURL }) => {
  const host = new URL(baseURL ?? '').host;
  const box = page.getByRole('combobox', { name: 'Reference' });
  await expect(box).toBeFocused();
  await box.fill(`${host}/acme/storefront:2.4.1`);
  await box.press('Enter');
  await expect(page).toHaveURL(`/${host}/acme/storefront:2.4.1`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('acme/storefront:2.4.1');
});

for (const [text, sentence] of [
  ['not a reference', 'is not a repository name'],
  ['ghcr.io/Org/app:1', 'has upper-case letters'],
  ['ghcr.io/org/app@sha256:abc', 'is not a digest'],
]) {
  test(`"${text}" is refused in one line, and stays in the box`, async ({ page }) => {
    const box = page.getByRole('combobox', { name: 'Reference' });
    await box.fill(text ?? '');
    await box.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: sentence ?? '' })).toBeVisible();
    await expect(box).toHaveValue(text ?? '');
    await expect(page).toHaveURL('/');
  });
}

test('what is wrong in a reference is selected, and what may be meant opens with a press', async ({
  page,
  baseURL,
}) => {
  const host = new URL(baseURL ?? '').host;
  const box = page.getByRole('combobox', { name: 'Reference' });
  await box.fill(`${host}/Acme/storefront:2.4.1`);
  await box.press('Enter');
  const why = page.getByRole('alert').filter({ hasText: 'has upper-case letters' });
  await expect(why.locator('mark')).toHaveText('Acme');
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('Acme');
  await why.getByRole('link', { name: `Open ${host}/acme/storefront:2.4.1 instead` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('acme/storefront:2.4.1');
});

test('an address that is not a reference stands in the box of its page, with what may be meant', async ({
  page,
  baseURL,
}) => {
  const host = new URL(baseURL ?? '').host;
  await page.goto(`/${host}/acme/Storefront:2.4.1`);
  await expect(page.getByRole('combobox', { name: 'Reference' })).toHaveValue(
    `${host}/acme/Storefront:2.4.1`,
  );
  await page.getByRole('link', { name: /^Open .* instead$/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('acme/storefront:2.4.1');
});

test('an open registry that is used is among the registries until it is forgotten', async ({
  page,
  baseURL,
}) => {
  // The embedded registry is listed as localhost; by its address it is one as any other.
  const other = new URL(baseURL ?? '').host;
  await page.goto(`/${other}/acme/payments`);
  await expect(page.getByRole('link', { name: /^3\.2\.0/ })).toBeVisible();
  await page.goto('/');
  const registries = page.getByRole('region', { name: 'Your registries' });
  await expect(registries.getByRole('link', { name: other })).toContainText('not signed in');
  await registries.getByRole('button', { name: `Remove ${other} and its recent references` }).click();
  await expect(registries.getByRole('link', { name: other })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Continue' })).toHaveCount(0);
});

test('the demo is offered and opens; then it is one line, and what was opened goes on above it', async ({
  page,
}) => {
  await page
    .getByRole('link', { name: /acme\/storefront:2\.4\.1/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('acme/storefront:2.4.1');
  await seeAllArtifacts(page);
  await expect
    .poll(() => page.evaluate((key) => localStorage.getItem(key) ?? '', recentKey))
    .toContain('acme/storefront:2.4.1');
  await page.getByRole('link', { name: 'Orrery' }).click();
  const row = page
    .getByRole('region', { name: 'Continue' })
    .getByRole('link', { name: /acme\/storefront:2\.4\.1/ });
  await expect(row).toContainText('index');
  await expect(row).toContainText('2 critical');
  await expect(page.getByRole('navigation', { name: 'Demo' }).getByRole('link')).toHaveCount(5);
  await expect(page.getByRole('heading', { name: 'Try the demo' })).toBeHidden();
});

test('a link leads on without a new load of the page, and with Ctrl it opens a tab of its own', async ({
  page,
}) => {
  await openAlive(page, '/');
  const link = page.getByRole('link', { name: /acme\/storefront:2\.4\.1/ }).first();
  const opened = page.context().waitForEvent('page');
  await link.click({ modifiers: ['Control'] });
  const tab = await opened;
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('acme/storefront:2.4.1');
  await tab.close();
  await expect(page).toHaveURL('/');
  const loads: string[] = [];
  page.on('domcontentloaded', () => loads.push(page.url()));
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('acme/storefront:2.4.1');
  expect(loads).toEqual([]);
});

test('a registry, its repositories and their tags are a click apart', async ({ page }) => {
  await page.getByRole('region', { name: 'Your registries' }).getByRole('link').first().click();
  await page.getByRole('searchbox', { name: 'Filter repositories' }).fill('pay');
  await page.getByRole('link', { name: 'acme/payments' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('acme/payments');
  await page.getByRole('link', { name: /^3\.2\.0/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('acme/payments:3.2.0');
});

test('the key ? lists every key, and Escape puts the list away', async ({ page }) => {
  await openAlive(page, '/localhost:3000');
  await page.getByRole('heading').first().focus();
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  // The page draws before it listens to keys.
  await expect(async () => {
    await page.keyboard.press('?');
    await expect(sheet.getByText('Fit the whole graph')).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.press('?');
  await expect(sheet).toBeHidden();
});

test('plans that were not run are folded behind the runs, and one press discards them all', async ({
  page,
}) => {
  const plan = (id: string, state: string) => ({
    ...{ id, state, action: 'delete', title: `Delete ${id}`, created: '2026-01-02T03:04:05Z' },
  });
  let plans = [plan('a', 'planned'), plan('b', 'done'), plan('c', 'planned')];
  await page.route('**/api/plans', (route) => route.fulfill({ json: { plans } }));
  await page.route('**/api/plans/*', (route) => {
    plans = plans.filter(({ id }) => !route.request().url().endsWith(`/${id}`));
    return route.fulfill({ status: 204 });
  });
  await page.goto('/');
  const changes = page.getByRole('region', { name: 'Changes' });
  await expect(changes.getByRole('link', { name: /Delete b/ })).toBeVisible();
  await expect(changes.getByRole('link', { name: /Delete a/ })).toBeHidden();
  await changes.getByText('2 plans, not run').click();
  await expect(changes.getByRole('link', { name: /Delete a/ })).toBeVisible();
  await changes.getByRole('button', { name: 'Discard all of them' }).click();
  await expect(changes.getByText('not run')).toHaveCount(0);
  await expect(changes.getByRole('link', { name: /Delete/ })).toHaveCount(1);
});

test('the record of all changes is a press away, and its chain is verified there', async ({ page }) => {
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page).toHaveURL('/admin');
  await page.getByRole('button', { name: 'Verify the chain' }).click();
  await expect(page.getByText(/^The log is (?:whole: [\d,]+ rows?|empty and whole)\.$/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Health' }).click();
  await expect(page.getByText('one person, on this machine')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sessions' })).toHaveCount(0);
});

test('the audits that were saved are listed with what they came to, and lead to the coverage of their place', async ({
  page,
}) => {
  const audit = (id: string, scope: string, fail: number) => ({
    ...{ id, scope, saved: '2026-01-02T03:04:05Z', asOf: '2026-01-02T03:04:05Z', complete: true },
    counts: { artifacts: 5, pass: 5 - fail, fail, unknown: 0 },
  });
  const audits = [audit('c', 'a.example/app', 2), audit('b', 'b.example', 0), audit('a', 'a.example/app', 5)];
  await page.route('**/api/audits', (route) => route.fulfill({ json: { audits, problems: [] } }));
  await page.goto('/');
  const coverage = page.getByRole('region', { name: 'Coverage' });
  await expect(coverage.getByRole('link')).toHaveCount(2);
  const first = coverage.getByRole('link', { name: /a\.example\/app/ });
  await expect(first).toContainText('3 of 5 pass, 2 fail');
  await expect(first).toHaveAttribute('href', '/a.example/app?view=audit');
});

test('a registry that lists nothing says so in the box, and one that wants to know who asks offers to sign in', async ({
  page,
}) => {
  const problem = (code: string, status: number) => ({
    status,
    contentType: 'application/problem+json',
    json: {
      ...{ type: `/docs/problems/${code}`, title: 'No', detail: 'No.', hint: 'No.' },
      ...{ code, status, requestId: 'r', registry: 'a.example' },
    },
  });
  await page.route('**/api/repositories?*', (route) =>
    route.fulfill(
      route.request().url().includes('b.example')
        ? problem('unauthorized', 401)
        : problem('unsupported', 404),
    ),
  );
  const box = page.getByRole('combobox', { name: 'Reference' });
  await expect(box).toBeFocused();
  await page.keyboard.type('a.example/org');
  await expect(page.getByText('a.example does not list its repositories.')).toBeVisible();
  await box.fill('b.example/org');
  await expect(page.getByText('b.example lists its content only after you sign in.')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Sign in to b.example' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('b.example/org');
});

test('what completes a text in a list of fifty thousand tags comes with the second question', async ({
  page,
}) => {
  const asked: string[] = [];
  const names = (from: number) =>
    Array.from({ length: 1_000 }, (_, at) => `b${String(from + at).padStart(5, '0')}`);
  await page.route('**/api/tags?*', (route) => {
    const { searchParams } = new URL(route.request().url());
    asked.push(searchParams.get('after') ?? searchParams.get('last') ?? 'first');
    const after = searchParams.get('after');
    return route.fulfill({ json: { names: names(after === null ? 0 : 42_170), next: 'more' } });
  });
  const box = page.getByRole('combobox', { name: 'Reference' });
  await expect(box).toBeFocused();
  await page.keyboard.type('a.example/app:b4217');
  await expect(page.getByRole('option', { name: /^a\.example\/app:b42179/ })).toBeVisible();
  expect(asked).toEqual(['first', 'b4217']);
});
