import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { createLegacySigner } from '#e2e/attachments/legacy-signer';
import { openLayoutWriter } from '#e2e/content/layout-writer';
import { createPublisher } from '#e2e/content/publisher';
import { addCheckout } from '#e2e/demo/images/images';
import { startZot } from '#e2e/registries/real-registries';
import { findTools } from '#e2e/tools/find-tool';
import type { ToolName } from '#e2e/tools/pins';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';
import type { Digest } from '#lib/oci/digest';
import { parseDigest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { referrersTag } from '#lib/oci/referrers-tag';

const tools: readonly ToolName[] = ['oras', 'crane', 'cosign', 'cosign2', 'notation', 'zot'];

test('real signatures cannot be checked without a key, and as of another digest under another image', async ({
  page,
}) => {
  const missing = [...(await findTools(tools)).values()].find((tool) => tool.status === 'missing');
  test.skip(missing !== undefined, missing?.reason ?? '');
  await using place = await signAndBorrow();
  const { host } = place;

  await page.goto(`/${host}/team/app:own`);
  await expect(evidence(page)).toHaveText('signed 3×, cannot check');
  await expect(signatures(page, /, cannot check/)).toHaveCount(3);
  await expect(cards(page, /, cannot check/)).toHaveCount(3);
  await expect(page.getByText('names another digest')).toHaveCount(0);

  await page.goto(`/${host}/team/app:borrower`);
  await expect(evidence(page)).toHaveText('signatures failed: all 3 name another digest');
  await expect(signatures(page, /, names another digest/)).toHaveCount(3);
  await expect(cards(page, /, names another digest/)).toHaveCount(3);
  await evidence(page).getByRole('link').click();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect(page.getByText(place.sentence)).toBeVisible();

  await page.goto(`/${host}/team/app`);
  const row = (tag: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name: tag }) });
  await expect(row('own')).toContainText('signature: 3 found on the index, not checked');
  await expect(row('borrower')).toContainText('signature: 3 found on the index, all 3 name another digest');
});

function evidence(page: Page) {
  return page.getByRole('list', { name: 'Evidence' }).getByRole('listitem').filter({ hasText: 'sign' });
}

function signatures(page: Page, words: RegExp) {
  return page.getByRole('treeitem', { name: words }).filter({ hasText: 'Signature' });
}

function cards(page: Page, words: RegExp) {
  return page.getByRole('region', { name: 'Graph' }).getByRole('button', { name: words });
}

/** Two images, of which one is signed by three tools; the other gets the same signatures as if they were its own. */
async function signAndBorrow() {
  const registry = await startZot();
  const bench = makeWorkbench();
  const end = async () => {
    bench.remove();
    await registry.stop();
  };
  try {
    const { host } = registry;
    const [own, borrower] = await pushTwo(bench, host);
    await createLegacySigner(bench).sign(`${host}/team/app@${own}`);
    await createPublisher(bench).sign(`${host}/team/app@${own}`);
    await createPublisher(bench).notarize(`${host}/team/app@${own}`, 'jws');
    await borrow(host, own, borrower);
    const [named, holder] = [own, borrower].map((digest) => digest.slice(0, 15));
    const sentence = `It names ${named}, but is attached to ${holder}.`;
    return { host, sentence, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function pushTwo(bench: Workbench, host: string): Promise<readonly [Digest, Digest]> {
  const layout = openLayoutWriter(join(bench.folder, 'images'));
  layout.tag(await addCheckout(layout, '1.9.0', '2026-11-02T16:20:09Z'), 'own');
  layout.tag(await addCheckout(layout, '1.9.1', '2026-11-03T16:20:09Z'), 'borrower');
  const publisher = createPublisher(bench);
  const push = async (tag: string) =>
    parseDigest(await publisher.push('images', tag, `${host}/team/app:${tag}`));
  return [await push('own'), await push('borrower')];
}

/** The signature under a tag gets the other image's tag, byte for byte; those with a subject get the other subject. */
async function borrow(host: string, own: Digest, borrower: Digest): Promise<void> {
  const at = `http://${host}/v2/team/app`;
  const signature = await read(`${at}/manifests/${referrersTag(own)}.sig`);
  await write(`${at}/manifests/${referrersTag(borrower)}.sig`, signature);
  const list = await read(`${at}/referrers/${own}`);
  const index = parseManifest(list.bytes, list.mediaType);
  const size = (await read(`${at}/manifests/${borrower}`)).bytes.byteLength;
  for (const { digest } of index.shape === 'index' ? index.manifests : []) {
    const { bytes, mediaType } = await read(`${at}/manifests/${digest}`);
    const { subject, ...rest } = JSON.parse(new TextDecoder().decode(bytes));
    const text = JSON.stringify({ ...rest, subject: { ...subject, digest: borrower, size } });
    await write(`${at}/manifests/borrowed-${digest.slice(7, 15)}`, {
      bytes: new TextEncoder().encode(text),
      mediaType,
    });
  }
}

type Bytes = { readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: string };

const accept = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
].join();

async function read(url: string): Promise<Bytes> {
  const answer = await fetch(url, { headers: { accept } });
  expect(answer.status, url).toBe(200);
  return {
    bytes: new Uint8Array(await answer.arrayBuffer()),
    mediaType: answer.headers.get('content-type') ?? '',
  };
}

async function write(url: string, { bytes, mediaType }: Bytes): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': mediaType }, body: bytes });
  expect(answer.status, url).toBe(201);
}
