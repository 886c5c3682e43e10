import { expect, test } from '@playwright/test';
import { startTokenRegistry } from '#e2e/fakes/token-registry';

test('the sign-in dialog asks before a password goes to a host that is not the registry', async ({
  page,
}) => {
  await using registry = await startTokenRegistry('ada', 'analytical-engine');
  const { host, tokenServer, authorizations } = registry;
  const stranger = new URL(tokenServer).host;
  await page.goto(`/${host}/team/app`);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User name').fill('ada');
  await dialog.getByLabel('Password or access token').fill('analytical-engine');
  await dialog.getByRole('button', { name: 'Sign in' }).click();

  const question = dialog.getByRole('alert');
  await expect(question).toContainText(
    `${host} sends you to sign in at ${stranger}. Send your password there?`,
  );
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(authorizations.filter((authorization) => authorization !== undefined)).toEqual([]);

  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.getByRole('button', { name: 'Send it there' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('main').getByText('1.0').first()).toBeVisible();
});
