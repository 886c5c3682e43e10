import { beforeEach, expect, test, vi } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import {
  embeddedHost,
  openTestRegistry,
  pushImage,
  pushManifest,
  scriptedRegistry,
} from '#e2e/fakes/embedded';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { lookLimits } from '#lib/server/sessions/limits';
import { firstLook } from './first-look.ts';
import { sessionOf } from './session.ts';

const asOpened = { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' } as const;
const headers = new Headers(asOpened);
const options = { headers, openSession: async () => sessionOf({ headers }) };
/** So long that no busy machine takes longer. */
const patientMs = 10_000;
let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  repository = `team/look-${count}`;
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

test('an artifact is known by its manifest, with the tag it was opened by', async () => {
  const { digest } = await pushImage(registry, repository, '1.0');
  const state = await firstLook(parseReference(`${embeddedHost}/${repository}:1.0`), {
    ...options,
    waitMs: patientMs,
  });
  expect(state?.root).toBe(digest);
  expect(state?.nodes.get(digest)).toMatchObject({ kind: 'image', tags: ['1.0'], state: 'loaded' });
  expect(state?.complete).toBe(undefined);
});

test('an index is known with its platforms', async () => {
  const { text: _, ...image } = await pushImage(registry, repository, '1.0');
  const platform = { os: 'linux', architecture: 'arm64' };
  const index = { mediaType: mediaTypes.ociIndex, schemaVersion: 2, manifests: [{ ...image, platform }] };
  const { digest } = await pushManifest(registry, repository, index, '2.0');
  const state = await firstLook(parseReference(`${embeddedHost}/${repository}:2.0`), {
    ...options,
    waitMs: patientMs,
  });
  expect(state?.nodes.get(image.digest)?.platform).toBe('linux/arm64');
  expect([...(state?.edges.values() ?? [])]).toMatchObject([
    { from: digest, relation: 'child', to: image.digest },
  ]);
});

test('what cannot be read is left to the page', async () => {
  expect(
    await firstLook(parseReference(`${embeddedHost}/${repository}:none`), { ...options, waitMs: patientMs }),
  ).toBe(undefined);
});

test('a registry that takes longer than a moment is not waited for', async () => {
  vi.useFakeTimers();
  try {
    const silent = scriptedRegistry(() => new Promise(() => {}));
    testServices({}, silent);
    const look = firstLook(parseReference(`${silent.hosts[0]}/team/app:1.0`), options);
    await vi.advanceTimersByTimeAsync(lookLimits.waitMs);
    expect(await look).toBe(undefined);
  } finally {
    vi.useRealTimers();
  }
});

test.for([
  ['of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }],
  ['that goes on to it without loading it', { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }],
  ['that fetches it ahead', { ...asOpened, 'sec-purpose': 'prefetch' }],
] as const)('a page %s makes this server ask nothing', async ([, headers]) => {
  const asked = vi.fn<EmbeddedRegistry['handle']>(async () => new Response(null, { status: 404 }));
  const watched = scriptedRegistry(asked);
  testServices({}, watched);
  const reference = parseReference(`${watched.hosts[0]}/team/app:1.0`);
  expect(await firstLook(reference, { ...options, headers: new Headers(headers) })).toBe(undefined);
  expect(asked).not.toHaveBeenCalled();
});

test('a registry that counts requests is asked by the page alone', async () => {
  const counts = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '99;w=21600' };
  const asked = vi.fn<EmbeddedRegistry['handle']>(
    async () => new Response('{"errors":[]}', { status: 404, headers: counts }),
  );
  const counting = scriptedRegistry(asked);
  testServices({}, counting);
  const reference = parseReference(`${counting.hosts[0]}/team/app:1.0`);
  await firstLook(reference, { ...options, waitMs: patientMs });
  const before = asked.mock.calls.length;
  await firstLook(reference, { ...options, waitMs: patientMs });
  expect(asked.mock.calls.length).toBe(before);
  expect(before).toBeGreaterThan(0);
});
