import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { placeOf } from '#lib/server/sessions/connect';
import { sessionOf } from '#lib/server/sessions/session';
import { findPaths, findRows } from './find-rows.ts';

let registry: EmbeddedRegistry;
beforeEach(async () => {
  registry = await openTestRegistry();
  testServices({}, registry);
});

const signal = new AbortController().signal;
const query = { q: '', filter: [], offset: 0, count: 10 };

async function pushSbom(text: string) {
  const config = { ...(await pushBlob(registry, 'team/rows', '{}')), mediaType: mediaTypes.empty };
  const layer = { ...(await pushBlob(registry, 'team/rows', text)), mediaType: 'application/spdx+json' };
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [layer] };
  const { digest } = await pushManifest(registry, 'team/rows', document);
  const reference = parseReference(`${embeddedHost}/team/rows@${digest}`);
  const place = placeOf(sessionOf(new Request('http://localhost:4400')), reference);
  return { place, where: { reference, blob: layer.digest, index: 0, part: 'packages' } as const };
}

test('rows are found also when nobody has opened the document before', async () => {
  const { place, where } = await pushSbom(
    '{"spdxVersion":"SPDX-2.3","packages":[{"name":"a"},{"name":"b"}]}',
  );
  expect(await findRows(place, where, query, signal)).toMatchObject({ total: 2, isComplete: true });
  expect(await findPaths(place, where, 'a', signal)).toEqual({ paths: [], packages: [] });
});

test('a blob that the manifest does not name is not found', async () => {
  const { place, where } = await pushSbom('{"spdxVersion":"SPDX-2.3"}');
  const other = { ...where, blob: `sha256:${'0'.repeat(64)}` };
  await expect(findRows(place, other, query, signal)).rejects.toMatchObject({
    problem: { code: 'not-found' },
  });
});
