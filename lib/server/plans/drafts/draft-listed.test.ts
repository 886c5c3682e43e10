import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { draftListed } from './draft-listed.ts';

const repository = 'acme/app';
const ref = `${embeddedHost}/${repository}`;

async function open() {
  const registry = await openTestRegistry();
  testServices({}, registry);
  const image = await pushImage(registry, repository, '1.0');
  const session = { credentials: createCredentialStore(), owner: 'nobody' };
  const drafting = { session, signal: new AbortController().signal };
  return { registry, image, drafting };
}

const request = { action: 'delete', scope: 'listed', ref } as const;

test('what is listed goes with its tags', async () => {
  const { image, drafting } = await open();
  const draft = await draftListed(drafting, { ...request, digests: [image.digest], tags: ['1.0'] });
  expect(draft).toMatchObject({
    title: `Delete 1 artifact of ${ref}`,
    steps: [{ verb: 'archive' }, { verb: 'delete-manifest', digest: image.digest, tags: ['1.0'] }],
    blockers: [],
  });
});

test('a tag alone is removed, and the artifact stays', async () => {
  const { registry, drafting } = await open();
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] };
  const tags = ['7', '8'].map((number) => `sha256-${number.repeat(64)}`);
  for (const tag of tags) await pushManifest(registry, repository, document, tag);
  const draft = await draftListed(drafting, { ...request, digests: [], tags: tags.slice(0, 1) });
  expect(draft.steps).toMatchObject([{ verb: 'untag', tag: tags[0] }]);
});

test('a list of referrers is listed by its digest', async () => {
  const { registry, image, drafting } = await open();
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] };
  const list = await pushManifest(registry, repository, document, referrersTag(image.digest));
  const draft = await draftListed(drafting, { ...request, digests: [list.digest], archive: false });
  expect(draft.steps).toMatchObject([{ verb: 'delete-manifest', digest: list.digest }]);
});

test('a list of nothing is refused', async () => {
  const { drafting } = await open();
  const listing = draftListed(drafting, { ...request, digests: [], tags: ['9.9'] });
  await expect(listing).rejects.toMatchObject({ problem: { code: 'request-invalid' } });
});
