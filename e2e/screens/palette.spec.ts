import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findViolations } from '#e2e/screens/find-violations';
import { openAlive } from '#e2e/screens/open-alive';
import { pushFiles } from '#e2e/screens/push-files';

let host: string;

test.beforeEach(({ baseURL }) => {
  host = new URL(baseURL ?? '').host;
});

/** Opens the palette and writes into it; gives its options. */
async function ask(page: Page, text: string) {
  const box = page.getByRole('combobox', { name: 'Run a command or go to a page' });
  if (!(await box.isVisible())) await page.keyboard.press('ControlOrMeta+k');
  await box.fill(text);
  return page.getByRole('dialog', { name: 'Command palette' }).getByRole('option');
}

test('every verb of the menus is found by the words that people use', async ({ page }) => {
  await openAlive(page, `/${host}/acme/storefront:2.4.1`);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  const verbs: Readonly<Record<string, RegExp>> = {
    remove: /^Delete/,
    attach: /^Attach…/,
    retag: /^Tag…/,
    duplicate: /^Copy or move…/,
    rename: /^Copy or move…/,
    backup: /^Archive/,
    diff: /^Compare with…/,
    audit: /^Coverage/,
    prune: /^Clean up/,
    restore: /^Import an archive…/,
    login: /^Sign in/,
    'dark mode': /^Dark/,
    shortcuts: /^Keys/,
    dlete: /^Delete/,
  };
  for (const [word, title] of Object.entries(verbs)) {
    const options = await ask(page, word);
    await expect(options.filter({ hasText: title }).first(), word).toBeVisible();
  }
  expect(await findViolations(page)).toEqual([]);
});

test('a verb acts on the selected node, and says which that is', async ({ page }) => {
  await openAlive(page, `/${host}/acme/storefront:2.4.1`);
  await page.getByRole('treeitem', { name: /^SPDX/ }).first().click();
  await (await ask(page, 'remove'))
    .filter({ hasText: /^Delete…/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: /^Delete/ });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText('sha256:');
  await page.keyboard.press('Escape');
  await (await ask(page, 'dark')).first().click();
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
});

test('a verb takes a tag of this repository, and a bare tag opens it', async ({ page, request }) => {
  for (const tag of ['1.0', '2.0'])
    await pushFiles(request, { repository: 'palette/app', tag }, [
      { name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from(tag) },
    ]);
  await openAlive(page, `/${host}/palette/app`);
  await expect(page.getByRole('link', { name: '2.0', exact: true })).toBeVisible();
  await expect((await ask(page, 'delete 1.0')).first()).toContainText(`${host}/palette/app:1.0`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /^Delete/ })).toContainText('1.0');
  await page.keyboard.press('Escape');
  await ask(page, 'compare 1.0 2.0');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/compare=1\.0\.\.2\.0/);
  await openAlive(page, `/${host}/palette/app`);
  await expect((await ask(page, '2.0')).first()).toContainText('2.0');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/${host}/palette/app:2\\.0$`));
});

test('what an auditor asks leads to the tags that are not signed', async ({ page }) => {
  await openAlive(page, `/${host}/acme/storefront`);
  for (const text of ['not signed', 'which tags have no signature', 'unsigned'])
    await expect((await ask(page, text)).first(), text).toHaveText(/^Not signed/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/view=audit&lacks=signature/);
});

test('where a copy goes to is read from the text', async ({ page }) => {
  await openAlive(page, `/${host}/acme/storefront:2.4.1`);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  for (const verb of ['copy', 'move'])
    await expect((await ask(page, `${verb} to ${host}/mirror/app`)).first(), verb).toHaveText(
      /^Copy or move…/,
    );
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Copy or move' });
  await expect(dialog.getByLabel('To', { exact: true })).toHaveValue(`${host}/mirror/app`);
  await expect(dialog.getByRole('radio', { name: /^Move/ })).toBeChecked();
});

test('nodes of the graph, repositories and places are found', async ({ page }) => {
  await openAlive(page, `/${host}/acme/storefront:2.4.1`);
  await expect(page.getByRole('treeitem', { name: /^SPDX/ }).first()).toBeVisible();
  await (await ask(page, 'openvex')).first().click();
  await expect(page).toHaveURL(/selected=/);
  await expect((await ask(page, 'payments')).filter({ hasText: 'acme/payments' }).first()).toBeVisible();
});
