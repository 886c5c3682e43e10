import { expect, test } from 'vitest';
import { surveyOver } from '#e2e/fakes/survey-over';
import { clientOver } from '#e2e/faults/client-over';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';

const at = { registry: 'registry.example', repository: 'acme/app' };
const blob = (text: string, mediaType: string, more: object = {}) => ({
  ...{ mediaType, digest: digestOf(text), size: text.length },
  ...more,
});

/** The root of a survey of a manifest with these layers or entries; texts in `here` are pushed before. */
async function survey(document: object, here: readonly string[], gone: readonly string[] = []) {
  await using registry = await openScratchRegistry();
  for (const text of ['{}', ...here]) await registry.pushBlob(at.repository, text);
  await registry.pushManifest(at.repository, { ...artifactManifest(), ...document }, '1');
  const client = clientOver(at.registry, async (request) =>
    gone.some((text) => request.url.endsWith(digestOf(text)))
      ? new Response(null, { status: 404 })
      : await registry.handle(request),
  );
  const found = await surveyOver(client, { ...at, tag: '1' });
  return { ...found, top: found.manifests.get(found.root) };
}

const index = (...manifests: readonly object[]) => ({
  ...{ mediaType: mediaTypes.ociIndex, config: undefined, layers: undefined, artifactType: undefined },
  manifests,
});
const digests = (list: readonly { readonly digest: string }[] = []) => list.map(({ digest }) => digest);

test('an entry that is no manifest is a blob, and is missing where the registry has it not', async () => {
  const entries = index(blob('here', 'a/own'), blob('gone', 'a/own'));
  const { top, missing } = await survey(entries, ['here', 'gone'], ['gone']);
  expect([digests(top?.blobs), digests(top?.absent)]).toEqual([[digestOf('here')], [digestOf('gone')]]);
  expect([...missing.keys()]).toEqual([digestOf('gone')]);
});

test('a blob that is gone and whose text the index holds is not missing', async () => {
  const data = Buffer.from('gone').toString('base64');
  const { top, missing, embedded } = await survey(index(blob('gone', 'a/own', { data })), ['gone'], ['gone']);
  expect([digests(top?.blobs), missing.size]).toEqual([[digestOf('gone')], 0]);
  expect(embedded.get(digestOf('gone'))).toBe('gone');
});

test('a layer with addresses goes along where it is here, and lies elsewhere where it is not', async () => {
  const urls = ['https://layers.example/a'];
  const layers = [blob('here', 'a/own', { urls }), blob('far', 'a/own', { urls })];
  const { top, missing } = await survey({ layers }, ['here']);
  expect(digests(top?.blobs)).toEqual([digestOf('{}'), digestOf('here')]);
  expect([digests(top?.absent), missing.size]).toEqual([[digestOf('far')], 0]);
});
