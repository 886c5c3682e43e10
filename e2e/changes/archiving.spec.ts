import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ChangeClient } from '#e2e/changes/change-client';
import { createChangeClient } from '#e2e/changes/change-client';
import type { Places } from '#e2e/changes/places';
import { openPlaces, placeNames } from '#e2e/changes/places';
import type { SecondOpinion } from '#e2e/changes/second-opinion';
import { askOthers } from '#e2e/changes/second-opinion';
import type { Shop } from '#e2e/changes/shop';
import { openShop } from '#e2e/changes/shop';
import { testAccess } from '#e2e/registries/test-access';
import { needs } from '#e2e/tools/needs';

// Archives of every registry's content, read by other tools, imported again, and looked at without importing.
let places: Places;
let changes: ChangeClient;
let others: SecondOpinion;
let own: string;

test.beforeAll(({ baseURL }) => {
  own = baseURL ?? '';
  places = openPlaces(new URL(own).host);
  changes = createChangeClient(own);
  others = askOthers(places.bench);
});
test.afterAll(() => places.stop());

async function archive(reference: string, name: string, more = ''): Promise<string> {
  const response = await fetch(`${own}/api/archive?ref=${encodeURIComponent(reference)}${more}`, {
    headers: testAccess,
  });
  if (!response.ok) throw new Error(await response.text());
  const path = join(places.bench.folder, name);
  await writeFile(path, new Uint8Array(await response.arrayBuffer()));
  return path;
}

async function openArchivedShop(name: string, repository: string): Promise<Shop & { readonly path: string }> {
  const { host } = await places.at(name);
  const shop = await openShop(places.bench, `${host}/${repository}`);
  const path = await archive(`${shop.repository}:1.0`, `${repository.replaceAll('/', '-')}.tar`);
  return { ...shop, path };
}

for (const name of placeNames) {
  test(`an archive of ${name} is imported again, digest by digest`, async () => {
    const { host } = await places.at(name);
    const shop = await openArchivedShop(name, 'archive/source');
    const upload = await changes.upload(
      'shop.tar',
      await import('node:fs').then((fs) => fs.openAsBlob(shop.path)),
    );
    expect(upload.references).toContain(`oci:upload/${upload.id}/archive:1.0`);
    const target = `${host}/archive/again`;
    await changes.change({ action: 'import', upload: upload.id, to: target });
    expect(await others.digest(`${target}:1.0`)).toBe(shop.release);
    expect(await others.isWhole(`${target}:1.0`)).toBe(true);
    const attached = await others.discover(`${target}:1.0`);
    expect(attached).toContain(shop.sbom);
    expect(attached).toContain(shop.review);
    expect(await others.discover(`${target}@${shop.arm64}`)).toContain(shop.report);
  });
}

test('oras, skopeo, crane and regctl read an archive', async () => {
  await needs('oras', 'crane', 'regctl', 'skopeo');
  const shop = await openArchivedShop('zot', 'archive/read');
  const { bench } = places;
  const tree = await bench.run('oras', ['discover', '--oci-layout', '--format', 'json', `${shop.path}:1.0`]);
  for (const digest of [shop.sbom, shop.review]) expect(tree).toContain(digest);
  const skopeo = await bench.run('skopeo', ['inspect', '--raw', `oci-archive:${shop.path}:1.0`]);
  expect(JSON.parse(skopeo).manifests).toHaveLength(2);

  const folder = join(bench.folder, 'unpacked');
  const { execFileSync } = await import('node:child_process');
  execFileSync('mkdir', ['-p', folder]);
  execFileSync('tar', ['-xf', shop.path, '-C', folder]);
  expect((await bench.run('regctl', ['manifest', 'head', `ocidir://${folder}:1.0`])).trim()).toBe(
    shop.release,
  );
  const { host } = await places.at('zot');
  await bench.run('regctl', ['registry', 'set', '--tls', 'disabled', host]);
  await bench.run('regctl', ['image', 'copy', `ocidir://${folder}:1.0`, `${host}/archive/by-regctl:1.0`]);
  expect(await others.digest(`${host}/archive/by-regctl:1.0`)).toBe(shop.release);
  await bench.run('crane', ['push', '--index', folder, `${host}/archive/by-crane:all`]);
  expect(await others.digest(`${host}/archive/by-crane@${shop.release}`)).toBe(shop.release);
});

test('an archive without layers has manifests, configs and documents', async () => {
  const shop = await openArchivedShop('zot', 'archive/thin');
  const path = await archive(`${shop.repository}:1.0`, 'thin.tar', '&layers=0');
  const { execFileSync } = await import('node:child_process');
  const list = (file: string) => execFileSync('tar', ['-tf', file], { encoding: 'utf8' }).trim().split('\n');
  expect(list(path).length).toBeLessThan(list(shop.path).length);
  expect(list(path)).toContain(`blobs/sha256/${shop.sbom.slice(7)}`);
});

test('an archive is looked at without importing it', async ({ page }) => {
  const shop = await openArchivedShop('distribution 3', 'archive/look');
  const blob = await import('node:fs').then((fs) => fs.openAsBlob(shop.path));
  const { references } = await changes.upload('look.tar', blob);
  await page.goto(`/${references.find((reference) => reference.endsWith(':1.0'))}`);
  const graph = page.getByRole('region', { name: 'Graph' });
  await expect(graph.getByRole('button', { name: /^SPDX 2\.3/ })).toBeVisible();
  await expect(graph.getByRole('button', { name: /^linux\/arm64/ })).toBeVisible();
});

test('a layout on this machine is looked at and imported as it lies there', async ({ page }) => {
  const { host } = await places.at('zot');
  const shop = await openShop(places.bench, `${host}/archive/folder`);
  const plain = ['--from-plain-http', '--to-oci-layout'];
  await places.bench.run('oras', ['cp', '-r', ...plain, `${shop.repository}:1.0`, 'layout-folder:1.0']);
  const reference = `oci:${join(places.bench.folder, 'layout-folder')}`;
  await page.goto(`/${reference}:1.0`);
  await expect(
    page.getByRole('region', { name: 'Graph' }).getByRole('button', { name: /^SPDX 2\.3/ }),
  ).toBeVisible();
  await changes.change({ action: 'import', layout: reference, to: `${host}/archive/imported` });
  expect(await others.discover(`${host}/archive/imported:1.0`)).toContain(shop.review);
});
