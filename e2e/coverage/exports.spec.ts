import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findViolations } from '#e2e/screens/find-violations';
import { auditSchema } from '#lib/api/contract/audit-contract';
import { at } from '#lib/formats/json/json-path';

const run = promisify(execFile);
let storefront: string;

test.beforeEach(async ({ page, baseURL }) => {
  storefront = `/${new URL(baseURL ?? '').host}/acme/storefront`;
  await page.goto(`${storefront}?view=audit&require=sbom`);
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeVisible();
});

test('the table opens in a reader of tables, with the rows of the page', async ({ page }) => {
  const { name, path } = await save(page, 'CSV, for a spreadsheet');
  expect(name).toMatch(/^audit-.*-acme-storefront-\d{4}-\d{2}-\d{2}\.csv$/);
  const script =
    'import csv,json,sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))))';
  const { stdout } = await run('python3', ['-c', script, path]);
  const rows: unknown = JSON.parse(stdout);
  expect(rows).toHaveLength(3);
  expect(rows).toContainEqual(
    expect.objectContaining({ tags: 'withdrawal-2.3.7', sbom: 'none', verdict: 'fail', complete: 'yes' }),
  );
});

test('a file of a filter says so in itself, in its name and on the button', async ({ page }) => {
  await page.goto(`${storefront}?view=audit&require=sbom&has=sbom`);
  await expect(page.getByRole('button', { name: 'Export 2 of 3' })).toBeVisible();
  const { name, path } = await save(page, 'JSON');
  expect(name).toContain('-filtered.json');
  const audit = auditSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  expect(audit).toMatchObject({
    complete: false,
    counts: { artifacts: 2 },
    limits: ['With a filter: 2 of 3 artifacts.'],
  });
});

test('code scanning gets one result for what lacks an SBOM', async ({ page }) => {
  const { path } = await save(page, 'SARIF, for code scanning');
  const log: unknown = JSON.parse(await readFile(path, 'utf8'));
  expect(at(log, 'runs')).toMatchObject([
    {
      results: [
        { ruleId: 'sbom-present', level: 'error', message: { text: expect.stringMatching(/withdrawal/) } },
      ],
    },
  ]);
});

test('the command that is copied asks the same, and its status is the verdict', async ({
  page,
  context,
  request,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toContain('curl --fail-with-body -sS -G ');
  expect(command).toContain('-H "authorization: Bearer $TOKEN"');
  const parameters = [...command.matchAll(/(?:--data-urlencode|-d) (\S+)/g)].map(([, pair = '']) => pair);
  const answer = await request.get(`/api/audit?${parameters.join('&')}`);
  expect(answer.status()).toBe(412);
});

test('the report is what is printed, and it says what is required and what is unknown', async ({ page }) => {
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Report to print' }).click();
  const report = page.getByRole('article');
  await expect(report.getByRole('heading', { level: 1 })).toContainText('Audit of');
  await expect(report.getByRole('region', { name: 'Required' })).toContainText(
    'The artifact must have an SBOM.',
  );
  await expect(report.getByRole('region', { name: 'Not determined' })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('grid')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(report).toBeVisible();
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'screen' });
  await page.keyboard.press('Escape');
  await expect(report).toBeHidden();
});

async function save(page: Page, item: string) {
  await page.getByRole('button', { name: /^Export/ }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  const download = await downloading;
  return { name: download.suggestedFilename(), path: await download.path() };
}
