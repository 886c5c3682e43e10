import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import type { TagTarget } from '#lib/graph/repository-snapshot';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { RegistryClient } from '#lib/registry/registry-client';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import { createRepositoryReader } from './repository-reader.ts';
import { resolveTags } from './resolve-tags.ts';

const store = createFakeStore();
const app = store.image('app', { tag: '1.0' });
const digestTag = referrersTag(app.digest);

function readerWith(faults: Partial<RegistryClient> = {}) {
  const client = createFakeClient(store, faults);
  return { ...createRepositoryReader(client, 'team/app', new AbortController().signal), client };
}

const refusal = (code: RegistryErrorCode, documentCode?: string) => () =>
  Promise.reject(
    new RegistryError(code, 'fake.test', 'No.', {
      ...(documentCode === undefined ? {} : { answer: { status: 404, code: documentCode } }),
    }),
  );

test('a tag that is gone since it was listed points nowhere', async () => {
  const { targets, unknowns } = await resolveTags(readerWith(), ['1.0', 'gone']);
  expect([...targets.keys()]).toEqual(['1.0']);
  expect(unknowns).toEqual([]);
});

test.each([
  ['the registry does not answer', '1.0', refusal('unavailable')],
  ['a 404 hides that the rights are missing', '1.0', refusal('not-found', 'DENIED')],
  ['it is made from a digest, is listed and not given', digestTag, refusal('not-found')],
])('what a tag points to is unknown where %s', async (_, tag, resolveManifest) => {
  const reader = readerWith({ resolveManifest });
  const { targets, unknowns } = await resolveTags(reader, [tag], { isListed: () => true });
  expect(targets.size).toBe(0);
  expect(unknowns).toMatchObject([{ part: 'tags', tags: [tag], count: 1 }]);
});

test('tags beyond the bound are unknown, and those in the cache do not count', async () => {
  const cached = new Map<string, TagTarget>([['old', { digest: app.digest, mediaType: app.mediaType }]]);
  const cache = { get: (tag: string) => cached.get(tag), set: () => undefined };
  const options = { cache, resolvedTagsMax: 1 };
  const { targets, unknowns } = await resolveTags(readerWith(), ['1.0', 'old', 'x', 'y'], options);
  expect([...targets.keys()]).toEqual(['1.0', 'old']);
  expect(unknowns).toEqual([
    { part: 'tags', tags: ['x', 'y'], count: 4, reason: '2 of 4 tags were read.', code: 'too-large' },
  ]);
});

test('a fault of our own is not taken for an answer', async () => {
  const reader = readerWith({ resolveManifest: () => Promise.reject(new TypeError('a bug')) });
  await expect(resolveTags(reader, ['1.0'])).rejects.toThrow('a bug');
});
