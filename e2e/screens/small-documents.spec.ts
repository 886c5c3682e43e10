import { expect, test } from '@playwright/test';
import { findInBothThemes } from '#e2e/screens/find-violations';
import { pushFiles } from '#e2e/screens/push-files';
import { smallDocuments } from '#e2e/screens/small-documents';

// A file of stories that wait for nothing of each other.
test.describe.configure({ mode: 'parallel' });

for (const { name, title, files, config, read } of smallDocuments)
  test(`what a person reads of a document: ${name}`, async ({ page, request, baseURL }) => {
    const place = { repository: 'documents/small', tag: name };
    await pushFiles(request, place, files, config === undefined ? undefined : { config });
    await page.goto(`/${new URL(baseURL ?? '').host}/documents/small:${name}`);
    await page.getByRole('treeitem', { name: title }).click();
    await page.getByRole('tab', { name: 'Content' }).click();
    const panel = page.getByRole('tabpanel');
    for (const text of read) await expect(panel.getByText(text, { exact: true }).first()).toBeVisible();
    // The graph and the head around it are looked at by access.spec.ts.
    expect(await findInBothThemes(page, '[role=tabpanel]')).toEqual([]);
  });
