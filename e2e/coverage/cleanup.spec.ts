import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { ChangeClient } from '#e2e/changes/change-client';
import { createChangeClient } from '#e2e/changes/change-client';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';
import { testAccess } from '#e2e/registries/test-access';
import { runOf } from '#e2e/screens/change-steps';
import { cleanupSchema } from '#lib/api/contract/cleanup-contract';
import { mediaTypes } from '#lib/oci/media-type';

// What can go is found and goes; afterwards the registry itself is asked what is left.
let places: Places;
let changes: ChangeClient;
let own: string;

test.beforeAll(({ baseURL }) => {
  own = baseURL ?? '';
  places = openPlaces(new URL(own).host);
  changes = createChangeClient(own);
});
test.afterAll(() => places.stop());

type Put = { readonly mediaType: string; readonly digest: string; readonly size: number };

const digestOfText = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const tagOf = (digest: string, suffix = '.sig') => `${digest.replace(':', '-')}${suffix}`;
const reportType = 'application/vnd.aquasecurity.trivy.report+json';

/** Writes to one repository and asks it, without us. */
function openRepository(host: string, name: string) {
  const base = `http://${host}/v2/${name}`;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, `${base}/`), { ...init, headers: { ...testAccess, ...init.headers } });
  const blob = async (text: string, mediaType: string): Promise<Put> => {
    const begun = await ask('blobs/uploads/', { method: 'POST' });
    const place = new URL(begun.headers.get('location') ?? '', begun.url);
    place.searchParams.set('digest', digestOfText(text));
    const headers = { 'content-type': 'application/octet-stream' };
    const response = await ask(place.href, { method: 'PUT', body: text, headers });
    if (!response.ok) throw new Error(await response.text());
    return { mediaType, digest: digestOfText(text), size: Buffer.byteLength(text) };
  };
  const put = async (document: { readonly mediaType: string }, selector?: string): Promise<Put> => {
    const { mediaType } = document;
    const body = JSON.stringify({ schemaVersion: 2, ...document });
    const digest = digestOfText(body);
    const headers = { 'content-type': mediaType };
    const response = await ask(`manifests/${selector ?? digest}`, { method: 'PUT', body, headers });
    if (!response.ok) throw new Error(await response.text());
    return { mediaType, digest, size: Buffer.byteLength(body) };
  };
  const has = async (selector: string) =>
    (
      await ask(`manifests/${selector}`, {
        headers: { accept: `${mediaTypes.ociManifest}, ${mediaTypes.ociIndex}` },
      })
    ).ok;
  return { repository: `${host}/${name}`, blob, put, has };
}

/** An image with three reports, a signature of it that is borrowed by one that is gone, and one of nothing. */
async function plant(host: string, name: string) {
  const { blob, put, ...rest } = openRepository(host, name);
  const mediaType = mediaTypes.ociManifest;
  const config = await blob('{"created":"2026-11-01T00:00:00Z"}', mediaTypes.ociConfig);
  const image = await put({ mediaType, ...{ config, layers: [] } }, '1.0');
  const empty = await blob('{}', mediaTypes.empty);
  const report = async (day: string) => {
    const text = JSON.stringify({
      SchemaVersion: 2,
      CreatedAt: `${day}T00:00:00Z`,
      ArtifactName: 'a',
      Results: [],
    });
    const layers = [await blob(text, reportType)];
    return await put({ mediaType, ...{ artifactType: reportType, config: empty, layers, subject: image } });
  };
  const reports = [await report('2026-11-01'), await report('2026-11-10'), await report('2026-11-20')];
  // Where a registry has no API for referrers its clients keep this list.
  const manifests = reports.map((one) => ({ ...one, artifactType: reportType }));
  if (!(await fetch(`http://${host}/v2/${name}/referrers/${image.digest}`, { headers: testAccess })).ok)
    await put({ mediaType: mediaTypes.ociIndex, ...{ manifests } }, tagOf(image.digest, ''));
  const sign = async (content: string, ...subjects: readonly string[]) => {
    const layers = [await blob(content, 'application/vnd.dev.cosign.simplesigning.v1+json')];
    const signature = { mediaType, ...{ config: empty, layers } };
    for (const subject of subjects) await put(signature, tagOf(subject));
    return await put(signature);
  };
  const gone = digestOfText('gone');
  const other = digestOfText('gone too');
  const orphan = await sign('{"of":"gone"}', gone);
  const borrowed = await sign('{"of":"1.0"}', image.digest, other);
  return {
    ...rest,
    image,
    reports,
    orphan,
    borrowed,
    tags: { orphan: tagOf(gone), other: tagOf(other), kept: tagOf(image.digest) },
  };
}

async function cleanupOf(repository: string) {
  const response = await fetch(
    `${own}/api/cleanup?fresh=1&keep=stack:1&ref=${encodeURIComponent(repository)}`,
    {
      headers: testAccess,
    },
  );
  if (!response.ok) throw new Error(await response.text());
  return cleanupSchema.parse(await response.json());
}

for (const name of ['the registry inside', 'zot', 'distribution 3']) {
  test(`what nobody needs goes from ${name}, what somebody needs stays, and the archive brings it back`, async () => {
    const { host } = await places.at(name);
    const { repository, has, image, reports, orphan, borrowed, tags } = await plant(host, 'cleanup/api');
    const { lists, retention, complete } = await cleanupOf(repository);
    expect(complete).toBe(true);
    expect(retention).toMatchObject({ goes: 2 });
    const rows = lists.filter(({ name: list }) => list !== 'untagged').flatMap((list) => list.rows);
    expect(rows.map((row) => row.artifact.digest).sort()).toEqual(
      [orphan.digest, borrowed.digest, reports[0]?.digest, reports[1]?.digest].sort(),
    );
    const plan = await changes.change({
      ...{ action: 'delete', scope: 'listed', ref: repository, archive: true },
      digests: rows.map((row) => row.artifact.digest),
      tags: rows.flatMap((row) => row.tags),
    });
    expect(plan.steps[0]?.verb).toBe('archive');
    for (const selector of [orphan.digest, tags.orphan, tags.other, reports[0]?.digest, reports[1]?.digest])
      expect(await has(selector ?? ''), selector).toBe(false);
    for (const selector of ['1.0', image.digest, borrowed.digest, tags.kept, reports[2]?.digest])
      expect(await has(selector ?? ''), selector).toBe(true);
    expect((await cleanupOf(repository)).lists.every(({ count }) => count === 0)).toBe(true);

    const archive = await fetch(`${own}/api/plans/${plan.id}/archive`, { headers: testAccess });
    const { id } = await changes.upload('gone.tar', await archive.blob());
    await changes.change({ action: 'import', upload: id, to: repository });
    for (const report of reports) expect(await has(report.digest), report.digest).toBe(true);
    expect(await has(tags.orphan), tags.orphan).toBe(true);
  });
}

test('a person sees what can go, sets rules, and runs one plan', async ({ page }) => {
  const { host } = await places.at('the registry inside');
  const { repository, has, reports, tags } = await plant(host, 'cleanup/page');
  await page.goto(`/${repository}`);
  await page.getByRole('link', { name: 'Clean up' }).click();
  const orphans = page.getByRole('region', { name: 'Tags of missing artifacts' });
  await expect(orphans.getByRole('checkbox')).toHaveCount(2);
  await expect(orphans).toContainText('Only the tag can go');

  const rules = page.getByRole('region', { name: 'Keep the newest' });
  await rules.getByRole('checkbox', { name: 'For each artifact, keep the newest' }).check();
  await rules.getByRole('spinbutton', { name: 'For each artifact, keep the newest' }).fill('2');
  await expect(rules.getByRole('status')).toContainText('deletes 1 artifact');
  await expect(page).toHaveURL(/keep=stack:2/);

  await rules.getByRole('link', { name: '1.0', exact: true }).click();
  const preview = page.getByRole('region', { name: 'Preview of retention rules' });
  await expect(preview).toContainText('would delete 1 artifact');
  await expect(page.getByRole('treeitem', { name: /will be deleted/ })).toHaveCount(1);
  await preview.getByRole('link', { name: 'Change the rules' }).click();
  await rules.getByRole('button', { name: 'Plan to delete 1' }).click();

  const plan = page.getByRole('region', { name: 'Plan' });
  await expect(plan.getByRole('heading', { name: /^Delete 1 artifact/ })).toBeVisible();
  await plan.getByRole('textbox').fill('cleanup/page');
  await runOf(page).click();
  await expect(plan.getByRole('link', { name: 'Archive' })).toBeVisible();
  expect(await has(reports[0]?.digest ?? '')).toBe(false);
  expect(await has(reports[1]?.digest ?? '')).toBe(true);

  await plan.getByRole('button', { name: 'Close the plan' }).click();
  await orphans.getByRole('checkbox').first().uncheck();
  await expect(orphans.getByRole('button', { name: 'Plan to delete 1' })).toBeEnabled();
  expect(await has(tags.orphan)).toBe(true);
});

test('a repository in which everything has its place says so', async ({ page }) => {
  const { host } = await places.at('the registry inside');
  const { put, blob, repository } = openRepository(host, 'cleanup/tidy');
  const config = await blob('{}', mediaTypes.ociConfig);
  await put({ mediaType: mediaTypes.ociManifest, ...{ config, layers: [] } }, '1.0');
  await page.goto(`/${repository}?view=cleanup`);
  await expect(page.getByText('Nothing to clean up')).toBeVisible();
});
