import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findViolations } from './find-violations.ts';

const cosignKey = await readFile(new URL('../../lib/server/demo/acme-cosign.pub', import.meta.url), 'utf8');
const notationCertificate = await readFile(
  new URL('../../lib/server/demo/acme-notation.crt', import.meta.url),
  'utf8',
);

let storefront: string;

test.beforeEach(({ baseURL }) => {
  storefront = `/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`;
});

test('without a key a signature is there and cannot be checked, and the panel says what would help', async ({
  page,
}) => {
  await page.goto(storefront);
  await answer(page, /^signed 4×, cannot check$/).click();
  const panel = inspector(page);
  await expect(panel.getByRole('tab', { name: 'Verification' })).toHaveAttribute('aria-selected', 'true');
  await expect(panel.getByText('What would help:').first()).toBeVisible();
  await expect(panel.getByText('No policy says who may sign.')).toHaveCount(0);
  await page.getByRole('treeitem', { name: /in the middle$/ }).click();
  await page.getByRole('tab', { name: 'Verification' }).click();
  await expect(panel.getByRole('heading', { name: 'No policy says who may sign.' })).toBeVisible();
});

test('the key of the signer makes it match, on the page, in the head line and at the node', async ({
  page,
}) => {
  await page.goto(`${storefront}?view=policy`);
  await policyBox(page).fill(cosignKey);
  await page.getByRole('button', { name: 'Test against this artifact' }).click();
  await expect(page.getByRole('heading', { name: /^This artifact passes / })).toBeVisible();
  await page.getByRole('button', { name: 'Use in this tab' }).click();
  await page.getByRole('link', { name: 'Back to the artifact' }).click();
  await expect(answer(page, /^signature valid, .* · matches /)).toBeVisible();
  await expect(page.getByRole('treeitem', { name: /^Signed by .*, matches / }).first()).toBeVisible();
});

test('another key does not, and taking it back leaves what was known before', async ({ page }) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await page.goto(`${storefront}?view=policy`);
  await policyBox(page).fill(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  await page.getByRole('button', { name: 'Test against this artifact' }).click();
  await expect(page.getByRole('heading', { name: /^This artifact passes / })).toHaveCount(0);
  const failed = page.getByRole('list', { name: 'Checks' }).getByRole('button', { name: /^failed/ });
  await failed.first().click();
  await expect(page.getByText('Integrity does not hold.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Use in this tab' }).click();
  await page.getByRole('button', { name: 'Stop using it' }).click();
  await page.getByRole('link', { name: 'Back to the artifact' }).click();
  await expect(answer(page, /^signed 4×, cannot check$/)).toBeVisible();
});

test('a certificate is enough for a signature of notation', async ({ page }) => {
  await page.goto(`${storefront}?view=policy`);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'acme.crt', mimeType: 'text/plain', buffer: Buffer.from(notationCertificate) });
  await expect(page.getByRole('list', { name: 'Files' })).toContainText('certificate, for notation');
  await page.getByRole('button', { name: 'Test against this artifact' }).click();
  const checks = page.getByRole('list', { name: 'Checks' });
  await expect(checks.getByRole('button', { name: /^matches CN=acme\.example/ })).not.toHaveCount(0);
});

test('a private key never leaves the browser', async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await page.goto(`${storefront}?view=policy`);
  await policyBox(page).fill('-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----');
  await expect(page.getByText(/a private key: it stays here/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Test against this artifact' })).toBeDisabled();
  expect(sent.join('')).not.toContain('secret');
});

for (const scheme of ['light', 'dark'] as const)
  test(`policies and checks have no barriers, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${storefront}?view=policy`);
    await policyBox(page).fill(cosignKey);
    await page.getByRole('button', { name: 'Test against this artifact' }).click();
    const first = page.getByRole('list', { name: 'Checks' }).getByRole('button').first();
    await first.focus();
    await page.keyboard.press('Enter');
    await expect(first).toHaveAttribute('aria-expanded', 'true');
    expect(await findViolations(page)).toEqual([]);
  });

function policyBox(page: Page) {
  return page.getByRole('textbox', { name: /^Paste a policy/ });
}

function inspector(page: Page) {
  return page.getByRole('complementary', { name: 'Inspector' });
}

function answer(page: Page, text: RegExp) {
  return page.getByRole('list', { name: 'Evidence' }).getByRole('link', { name: text });
}
