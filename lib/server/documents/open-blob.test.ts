import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob } from '#e2e/fakes/embedded';
import { describeBytes } from '#e2e/fakes/fake-store';
import { ggufText, makeGguf } from '#lib/formats/testing/make-models';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { placeOf } from '#lib/server/sessions/connect';
import { sessionOf } from '#lib/server/sessions/session';
import { assertShown, documentKey, openBlob } from './open-blob.ts';

let registry: EmbeddedRegistry;
beforeEach(async () => {
  registry = await openTestRegistry();
  testServices({}, registry);
});

const signal = new AbortController().signal;
const place = () =>
  placeOf(sessionOf(new Request('http://localhost:4400')), {
    registry: embeddedHost,
    repository: 'team/open',
  });

test('a blob is read once, and shown again from memory', async () => {
  const blob = await pushBlob(registry, 'team/open', '{"spdxVersion":"SPDX-2.3"}');
  const here = place();
  const opened = await openBlob(here, blob, signal);
  expect(opened.documents).toHaveLength(1);
  expect(await openBlob(here, blob, signal)).toBe(opened);
});

test('a blob that the registry does not show to this session is not found, whoever has read it', async () => {
  const bytes = new TextEncoder().encode('elsewhere');
  const blob = describeBytes(bytes, 'text/plain');
  await expect(assertShown(place(), blob, signal)).rejects.toMatchObject({ code: 'not-found' });
});

test('content that stands in its descriptor asks no registry', async () => {
  const text = '{"spdxVersion":"SPDX-2.2"}';
  const bytes = new TextEncoder().encode(text);
  const blob = { ...describeBytes(bytes, 'application/json'), data: Buffer.from(text).toString('base64') };
  await assertShown(place(), blob, signal);
  expect((await openBlob(place(), blob, signal)).documents).toHaveLength(1);
});

test('the name of a document holds what its reading depends on', () => {
  const blob = describeBytes(new Uint8Array(3), 'text/plain');
  const names = [blob, { ...blob, mediaType: 'text/xml' }, { ...blob, annotations: { a: 'b' } }].map(
    documentKey,
  );
  expect(new Set(names).size).toBe(3);
});

test('two who ask for one document at the same time get it from one download', async () => {
  const blob = await pushBlob(registry, 'team/open', '{"spdxVersion":"SPDX-2.1"}');
  const here = place();
  let downloads = 0;
  const getBlob: typeof here.client.getBlob = (...call) => {
    downloads += 1;
    return here.client.getBlob(...call);
  };
  const watched = { ...here, client: { ...here.client, getBlob } };
  const [one, other] = await Promise.all([openBlob(watched, blob, signal), openBlob(watched, blob, signal)]);
  expect([one.documents.length, other.documents.length, downloads]).toEqual([1, 1, 1]);
});

test('of a blob that is longer than its descriptor says nothing is believed', async () => {
  const blob = await pushBlob(registry, 'team/open', '{"spdxVersion":"SPDX-2.0"}');
  const here = place();
  // As many bytes as were named, which nobody has compared, and one more.
  const forged = new Response('{"spdxVersion":"SPDX-9.9"} ').body ?? new ReadableStream();
  const getBlob: typeof here.client.getBlob = async (...call) => ({
    ...(await here.client.getBlob(...call)),
    body: forged,
  });
  const changed = { ...here, client: { ...here.client, getBlob } };
  await expect(openBlob(changed, blob, signal)).rejects.toMatchObject({ code: 'digest-mismatch' });
});

test('of a model its head is read, and not its weights', async () => {
  const head = new TextDecoder().decode(makeGguf([['general.name', 8, ggufText('Smol')]]));
  const pushed = await pushBlob(registry, 'team/open', head.padEnd(3 * 1024 * 1024, '\0'));
  const blob = { ...pushed, mediaType: 'application/vnd.docker.ai.gguf.v3' };
  const here = place();
  const ranges: unknown[] = [];
  const getBlob: typeof here.client.getBlob = (repository, digest, options) => {
    ranges.push(options?.range);
    return here.client.getBlob(repository, digest, options);
  };
  const opened = await openBlob({ ...here, client: { ...here.client, getBlob } }, blob, signal);
  expect(opened.documents[0]).toMatchObject({
    title: 'GGUF model Smol',
    summary: { name: 'Smol' },
    problems: [],
  });
  expect(ranges).toEqual(['bytes=0-1048575']);
});
