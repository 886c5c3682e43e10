import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { auditWith, cellOf, evidenceWith, rowWith } from '#e2e/fakes/audit-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { findViolations } from '#e2e/screens/find-violations';

const own = { 'x-orrery-request': '1' };

test('an audit is saved on the page, opened, and deleted after a question', async ({ page, baseURL }) => {
  const host = new URL(baseURL ?? '').host;
  await page.goto(`/${host}/acme/storefront?view=audit&require=sbom`);
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeVisible();
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('menuitem', { name: 'Save this audit' }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  const saved = list(page).getByRole('listitem');
  await expect(saved).toHaveCount(1);
  await expect(saved).toContainText('3 artifacts: 2 pass, 1 fail, 0 not determined');
  expect(await findViolations(page)).toEqual([]);
  await saved.getByRole('button', { name: /^Open/ }).click();
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('Audit of');
  await page.getByRole('button', { name: 'Close' }).last().click();
  await saved.getByRole('button', { name: /^Delete/ }).click();
  await saved.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('No saved audits yet.')).toBeVisible();
});

test('what changed since the audit before stands with what is worse first', async ({
  page,
  request,
  baseURL,
}) => {
  const scope = `${new URL(baseURL ?? '').host}/acme/history`;
  const row = (tag: string, state: 'matches' | 'none' | 'unknown') =>
    rowWith({
      digest: digestOf(tag.charCodeAt(0)),
      reference: `${scope}:${tag}`,
      tags: [tag],
      verdict: state === 'matches' ? 'pass' : state === 'none' ? 'fail' : 'unknown',
      why: [state === 'none' ? 'There is no signature.' : 'The registry answered 429.'],
      evidence: evidenceWith({ signature: cellOf({ state }) }),
    });
  const first = auditWith([row('a', 'matches'), row('b', 'matches'), row('c', 'none')], { scope });
  const second = auditWith([row('a', 'none'), row('b', 'unknown'), row('c', 'matches')], { scope });
  const ids = [await post(request, first), await post(request, second)];

  await page.goto(`/${scope}?view=audit`);
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('menuitem', { name: 'Saved audits and changes' }).click();
  await list(page)
    .getByRole('button', { name: /^Changes up to/ })
    .click();
  const headings = page.getByRole('dialog').getByRole('heading', { level: 4 });
  await expect(headings).toHaveText([
    /^Newly unsigned\s*1$/,
    /^Newly failing\s*1$/,
    /^Unknown now\s*1$/,
    /^Fixed\s*1$/,
  ]);
  await expect(page.getByRole('region', { name: 'Newly unsigned' })).toContainText(`${scope}:a`);
  await expect(page.getByRole('region', { name: 'Unknown now' })).toContainText(`${scope}:b`);
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'All saved audits' }).click();
  await expect(list(page).getByRole('listitem')).toHaveCount(2);
  for (const id of ids) await request.delete(`/api/audits/${id}`, { headers: own });
});

test('nobody saves without a sign that it is a script of ours', async ({ request }) => {
  const refused = await request.post('/api/audits', {
    data: auditWith([]),
    headers: { origin: 'http://evil.example' },
  });
  expect(refused.status()).toBe(403);
});

function list(page: Page) {
  return page.getByRole('list', { name: 'Saved audits' });
}

async function post(request: APIRequestContext, data: unknown): Promise<string> {
  const answer = await request.post('/api/audits', { data, headers: own });
  expect(answer.status()).toBe(201);
  const { id }: { readonly id: string } = await answer.json();
  return id;
}
