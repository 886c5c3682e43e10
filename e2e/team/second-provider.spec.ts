import { expect, test } from '@playwright/test';
import { needs } from '#e2e/tools/needs';
import { newPage } from './sign-in.ts';
import { secondPerson, startSecondProvider } from './start-second-provider.ts';
import { openTeamPlace } from './team-place.ts';

// What works with one provider may lean on what it alone does.
test('somebody signs in at a provider of other people, has the role of their group, and signs out there', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  await needs('second-provider');
  await using place = await openTeamPlace({ startProvider: startSecondProvider });
  const page = await newPage(browser, place.origin);
  const path = `/${place.registry}/team/app:1.0`;
  await page.goto(path);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Username:').fill(secondPerson.login);
  await page.getByLabel('Password:').fill(secondPerson.password);
  await page.getByRole('button', { name: 'Login' }).click();
  await page.waitForURL((url) => url.origin === place.origin);
  expect(new URL(page.url()).pathname).toBe(path);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  const session = await page.request.get('/api/session');
  expect(await session.json()).toMatchObject({ name: secondPerson.name, role: 'editor' });

  await page.getByRole('button', { name: `Signed in as ${secondPerson.name}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Orrery' })).toBeVisible();
  expect((await page.request.get('/api/session')).status()).toBe(401);
});
