import type { Browser, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findViolations } from '#e2e/screens/find-violations';
import { newPage, signIn } from './sign-in.ts';
import type { TeamPlace } from './team-place.ts';

/** What an admin sees, and what others see of it, at a place that other stories use as well. */
export function adminStories(placeOf: () => TeamPlace): void {
  const pages = new Map<string, Page>();
  /** The page of somebody, who signs in the first time. */
  const open = async (browser: Browser, person: string, path = '/') => {
    const known = pages.get(person);
    const page = known ?? (await newPage(browser, placeOf().origin));
    pages.set(person, page);
    await page.goto(path);
    if (known === undefined) await signIn(page, person);
    return page;
  };
  /** Sets a tag, as a script of somebody would. */
  const tag = async (page: Page, name: string) => {
    const headers = { origin: placeOf().origin };
    const ref = `${placeOf().registry}/team/app:1.0`;
    const plan = await page.request.post('/api/plans', {
      headers,
      data: { action: 'tag', ref, tags: [name] },
    });
    const { id } = await plan.json();
    const run = await page.request.post(`/api/plans/${id}/run`, { headers, data: {} });
    expect(await run.text()).toContain('"state":"done"');
  };

  test('an admin finds who changed what, opens a row by keyboard, and verifies the chain', async ({
    browser,
  }) => {
    const [ada, bob] = [await open(browser, 'ada'), await open(browser, 'bob')];
    await tag(ada, 'by-ada');
    await tag(bob, 'by-bob');
    await ada.getByRole('button', { name: 'Signed in as ada' }).click();
    await ada.getByRole('menuitem', { name: 'Administration' }).click();
    const rows = ada.getByRole('table', { name: 'Rows of the audit log' });
    await expect(rows.getByText('bob@acme.example').first()).toBeVisible();
    await ada.getByLabel('Person').fill('BOB@');
    await ada.keyboard.press('Enter');
    await expect(rows.getByText('ada@acme.example')).toHaveCount(0);
    await expect(ada).toHaveURL(/\/admin\?person=BOB/);
    await expect(ada.getByText(/rows match the filter/)).toBeVisible();
    await ada.getByLabel('What').selectOption({ label: 'whole plan' });
    await rows
      .getByRole('button', { name: /^Details of row/ })
      .first()
      .focus();
    await ada.keyboard.press('Enter');
    await expect(rows.getByText('tag: whole plan, done')).toBeVisible();
    await expect(rows.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
    expect(await findViolations(ada)).toEqual([]);
    await ada.emulateMedia({ colorScheme: 'dark' });
    expect(await findViolations(ada, ['color-contrast'])).toEqual([]);
    await ada.getByRole('button', { name: 'Verify the chain' }).click();
    await expect(ada.getByText(/^The log is whole: \d+ rows\.$/)).toBeVisible();
    await ada.keyboard.press('Escape');
    await expect(ada.getByRole('button', { name: 'Verify the chain' })).toBeFocused();
    const file = ada.waitForEvent('download');
    await ada.getByRole('button', { name: 'Export' }).click();
    await ada.getByRole('menuitem', { name: 'CSV' }).click();
    expect((await file).suggestedFilename()).toBe('audit-log.csv');
  });

  test('who is no admin sees their own rows, and is told why the rest is closed', async ({ browser }) => {
    const bob = await open(browser, 'bob', '/admin?tab=sessions');
    await expect(bob.getByText('This page is for admins')).toBeVisible();
    await expect(bob.getByText(`editor in ${placeOf().registry}/team/**`)).toBeVisible();
    await bob.getByRole('link', { name: 'What you have changed' }).click();
    await expect(bob.getByRole('heading', { name: 'What you have changed' })).toBeVisible();
    const rows = bob.getByRole('table');
    await expect(rows.getByText(/team\/app:by-bob$/).first()).toBeVisible();
    await expect(rows.getByText('by-ada')).toHaveCount(0);
    await expect(bob.getByRole('button', { name: 'Verify the chain' })).toHaveCount(0);
    await bob.goto(`/${placeOf().registry}/team/app:1.0`);
    await expect(bob.getByRole('button', { name: `Sign in to ${placeOf().registry}` })).toBeVisible();
    await bob.getByRole('button', { name: 'Change', exact: true }).click();
    await expect(
      bob.getByText(/^You are an editor in .*team\/app and cannot delete or move it\.$/),
    ).toBeVisible();
    await bob.keyboard.press('Escape');
    await bob.keyboard.press('Control+k');
    await bob.keyboard.type('sessions');
    await expect(bob.getByRole('option', { name: 'Sessions' })).toHaveCount(0);
    for (const path of ['/api/sessions', '/api/admin/health', '/api/audit-log/verify'])
      expect((await bob.request.get(path)).status()).toBe(403);
  });

  test('an admin ends the session of somebody, which the log then says', async ({ browser }) => {
    const [ada, bob] = [await open(browser, 'ada'), await open(browser, 'bob', '/admin')];
    await ada.keyboard.press('Control+k');
    await ada.keyboard.type('sessions');
    await ada.getByRole('option', { name: 'Sessions' }).click();
    const row = ada.getByRole('listitem').filter({ hasText: 'bob@acme.example' }).first();
    await expect(row.getByText(`editor in ${placeOf().registry}/team/**`)).toBeVisible();
    expect(await findViolations(ada)).toEqual([]);
    await row.getByRole('button', { name: 'End the session of bob' }).click();
    await ada.getByRole('button', { name: 'End the session', exact: true }).click();
    await expect(ada.getByRole('dialog')).toHaveCount(0);
    await expect(async () => expect((await bob.request.get('/api/session')).status()).toBe(401)).toPass();
    await ada.getByRole('link', { name: 'Audit log' }).click();
    await expect(ada.getByRole('table').getByText('end a session').first()).toBeVisible();
  });

  test('an admin reads how Orrery is, and gives it an account at a registry', async ({ browser }) => {
    const ada = await open(browser, 'ada', '/admin?tab=health');
    const health = ada.getByRole('region', { name: 'Health and settings' });
    await expect(health.getByText(/the one that answers you/)).toBeVisible();
    await expect(health.getByText(/· alive$/)).toHaveCount(2);
    await expect(health.getByText(/^answered in \d+ ms · https/)).toBeVisible();
    await expect(health.getByText('dev is editor in')).toBeVisible();
    await expect(health).not.toContainText('canary');
    expect(await findViolations(ada)).toEqual([]);
    await ada.getByRole('link', { name: 'Registries', exact: true }).click();
    const row = ada.getByRole('listitem').filter({ hasText: placeOf().registry });
    await row.getByRole('button', { name: /^Set the account/ }).click();
    await ada.getByLabel('User name').fill('robot');
    await ada.getByLabel('Password or access token').fill('canary-of-the-robot');
    await ada.getByRole('button', { name: 'Try it and save' }).click();
    await expect(ada.getByText('Orrery could not check the password')).toBeVisible();
    expect(await findViolations(ada)).toEqual([]);
    await ada.getByRole('button', { name: 'Close' }).first().click();
    await expect(row.getByText('robot')).toBeVisible();
    await row.getByRole('button', { name: /^Remove the account/ }).click();
    await ada.getByRole('button', { name: 'Forget it' }).click();
    await expect(row.getByText('No service account.')).toBeVisible();
  });
}
