import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { givePolicy } from '#e2e/verification/give-policy';
import { findInBothThemes } from './find-violations.ts';

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
  await expect(panel.getByText('What to do:').first()).toBeVisible();
  await expect(panel.getByText('No policy applies.')).toHaveCount(0);
  await page.getByRole('treeitem', { name: /in the middle$/ }).click();
  await page.getByRole('tab', { name: 'Verification' }).click();
  await expect(panel.getByRole('heading', { name: 'No policy applies.' })).toBeVisible();
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
  await page.goto(`${storefront}?view=policy`);
  await policyBox(page).fill(otherKey());
  await page.getByRole('button', { name: 'Test against this artifact' }).click();
  await expect(page.getByRole('heading', { name: /^This artifact passes / })).toHaveCount(0);
  const failed = page.getByRole('list', { name: 'Checks' }).getByRole('button', { name: /^failed/ });
  await failed.first().click();
  await expect(page.getByText('Integrity failed.').first()).toBeVisible();
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
  await expect(page.getByRole('list', { name: 'Files' })).toContainText('certificate for notation');
  await page.getByRole('button', { name: 'Test against this artifact' }).click();
  const checks = page.getByRole('list', { name: 'Checks' });
  await expect(checks.getByRole('button', { name: /^matches CN=acme\.example/ })).not.toHaveCount(0);
});

test('a key that did not sign and a store that is missing are told apart in the head line', async ({
  page,
}) => {
  await givePolicy(page, { documents: [policyOf({ key: { data: otherKey() } })] });
  await page.goto(storefront);
  await expect(answer(page, /^signed, cannot check: no trust store$/)).toBeVisible();
  await expect(answer(page, /^signatures failed: 3 of 4: does not match the content$/)).toBeVisible();
  await expect(answer(page, /^fails the pasted policy$/)).toBeVisible();
});

test('a command line of cosign is a policy, once its key is there too', async ({ page }) => {
  await page.goto(`${storefront}?view=policy`);
  await policyBox(page).fill(`$ cosign verify --key keys/acme-cosign.pub --insecure-ignore-tlog \\
    registry.acme.example/acme/storefront:2.4.1 | jq`);
  await expect(page.getByText('Read as: command.')).toBeVisible();
  await page.getByRole('button', { name: 'Test against this artifact' }).click();
  const problems = page.getByRole('list', { name: 'Problems of the policy' });
  await expect(problems).toContainText('Add the content of keys/acme-cosign.pub');
  await expect(page.getByRole('heading', { name: /^This artifact passes / })).toHaveCount(0);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'acme-cosign.pub', mimeType: 'text/plain', buffer: Buffer.from(cosignKey) });
  await page.getByRole('button', { name: 'Test against this artifact' }).click();
  await expect(page.getByRole('heading', { name: 'This artifact passes the pasted policy.' })).toBeVisible();
  await expect(problems).toHaveCount(0);
  await expect(page.getByRole('article', { name: 'imported-command' })).toContainText('applies here');
});

test('what a policy asks for and Orrery cannot do is said, and nothing passes by it', async ({ page }) => {
  await page.goto(`${storefront}?view=policy`);
  await policyBox(page).fill(JSON.stringify(policyOf({ key: { kms: 'awskms:///alias/release' } })));
  await page.getByRole('button', { name: 'Test against this artifact' }).click();
  const policy = page.getByRole('article', { name: 'acme' });
  await expect(policy).toContainText(/kms is not supported/);
  await expect(
    page.getByRole('heading', { name: 'It is unknown whether this artifact passes the pasted policy.' }),
  ).toBeVisible();
});

test('without an artifact a policy is not tested, but can be used in the tab', async ({ page }) => {
  await page.goto('/?view=policy');
  await expect(page.getByRole('heading', { name: 'Who may sign' })).toBeVisible();
  await expect(page.getByText(/Orrery has no policy folder/)).toBeVisible();
  await policyBox(page).fill(cosignKey);
  await expect(page.getByRole('button', { name: 'Test against this artifact' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Use in this tab' }).click();
  await expect(page.getByRole('main').getByRole('status')).toContainText('This tab uses your own policy.');
  await page.goto(storefront);
  await expect(answer(page, /^signature valid, .* · matches /)).toBeVisible();
});

test('a comparison says that a signature is lost, and of what cannot be checked that nobody knows', async ({
  page,
}) => {
  const [, host = ''] = storefront.split('/');
  const signatures = page
    .getByRole('region', { name: 'Comparison' })
    .getByRole('list', { name: 'Signatures' });
  await givePolicy(page, { documents: [policyOf({ key: { data: cosignKey } })] });
  await page.goto(`/${host}/acme/storefront?compare=2.4.1..${host}/acme/checkout:1.9.0`);
  await expect(signatures).toHaveText(
    /^signature lost: key .* signed the left side, nobody signed the right side/,
  );
  await givePolicy(page, notationOnly);
  await page.goto(`/${host}/acme/storefront?compare=2.4.1..2.4.0`);
  await expect(signatures).toHaveText(
    /^CN=acme\.example.* signed the left side; the signer of the right side is unknown/,
  );
});

test('a private key never leaves the browser', async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await page.goto(`${storefront}?view=policy`);
  await policyBox(page).fill('-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----');
  await expect(page.getByText(/a private key, which stays in this tab/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Test against this artifact' })).toBeDisabled();
  expect(sent.join('')).not.toContain('secret');
});

test('policies and checks have no barriers, in either theme', async ({ page }) => {
  await page.goto(`${storefront}?view=policy`);
  await policyBox(page).fill(cosignKey);
  await page.getByRole('button', { name: 'Test against this artifact' }).click();
  const first = page.getByRole('list', { name: 'Checks' }).getByRole('button').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  expect(await findInBothThemes(page)).toEqual([]);
});

function otherKey(): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

function policyOf(authority: object) {
  return {
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'acme' },
    spec: { images: [{ glob: '**' }], authorities: [{ name: 'release', ...authority }] },
  };
}

const notationOnly = {
  notation: {
    trustPolicy: {
      version: '1.0',
      trustPolicies: [
        {
          name: 'acme',
          registryScopes: ['*'],
          signatureVerification: { level: 'strict' },
          trustStores: ['ca:acme'],
          trustedIdentities: ['*'],
        },
      ],
    },
    trustStores: { 'ca:acme': [notationCertificate] },
  },
};

function policyBox(page: Page) {
  return page.getByRole('textbox', { name: /^Paste a policy/ });
}

function inspector(page: Page) {
  return page.getByRole('complementary', { name: 'Inspector' });
}

function answer(page: Page, text: RegExp) {
  return page.getByRole('list', { name: 'Evidence' }).getByRole('link', { name: text });
}
