import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import type { FakeStore } from '#e2e/fakes/fake-store';
import { createFakeStore } from '#e2e/fakes/fake-store';
import type { Digest } from '#lib/oci/digest';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { planSnapshotLimits } from '#lib/repository/limits';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { scanDigestTags, scanRepository } from '#lib/transfer/survey/scan-repository';

function readerOf(store: FakeStore, faults: Partial<RegistryClient> = {}) {
  const client = createFakeClient(store, faults);
  return { ...createRepositoryReader(client, 'team/app', new AbortController().signal), client };
}

const around = (...digests: readonly Digest[]) => ({ graph: new Set(digests), subjects: new Set<Digest>() });
const unavailable = () => Promise.reject(new RegistryError('unavailable', 'fake.test', 'It is down.'));

test('every tag is resolved, page by page', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  store.image('app', { tag: 'latest' });
  const other = store.image('other', { tag: 'other' });
  const listTags: RegistryClient['listTags'] = async (_repository, options) =>
    options?.next === undefined ? { names: ['1.0', 'latest'], next: 'more' } : { names: ['other'] };
  const { tags, gaps } = await scanRepository(readerOf(store, { listTags }), around(app.digest));
  expect([...tags]).toEqual([
    ['1.0', app.digest],
    ['latest', app.digest],
    ['other', other.digest],
  ]);
  expect(gaps).toEqual([]);
});

test('indexes that hold something of the graph are found, also those without a tag in one that has some', async () => {
  const store = createFakeStore();
  const app = store.image('app');
  const inner = store.index([app]);
  store.index([inner], { tag: 'outer' });
  const direct = store.index([app, app], { tag: '1.1' });
  store.tags.set('1', direct.digest);
  store.index([store.image('foreign')], { tag: 'foreign' });
  const { holders } = await scanRepository(readerOf(store), around(app.digest));
  expect(holders).toEqual(
    new Map([
      [
        app.digest,
        [
          { digest: direct.digest, tags: ['1.1', '1'] },
          { digest: inner.digest, tags: ['outer'] },
        ],
      ],
    ]),
  );
});

test('a list of referrers is no holder, and is known by its subject', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  const report = store.refer(app, 'application/spdx+json');
  const list = store.index([report], { tag: referrersTag(app.digest) });
  const scan = await scanRepository(readerOf(store), {
    graph: new Set([report.digest]),
    subjects: new Set([app.digest]),
  });
  expect(scan.holders).toEqual(new Map());
  const entries = [report.digest];
  expect(scan.referrersLists).toEqual(
    new Map([[app.digest, { tag: referrersTag(app.digest), digest: list.digest, entries }]]),
  );
});

test('a tag of that form which answers with the subject itself is no list', async () => {
  const store = createFakeStore();
  const app = store.index([], { tag: '1.0' });
  store.tags.set(referrersTag(app.digest), app.digest);
  const { referrersLists } = await scanRepository(readerOf(store), around(app.digest));
  expect(referrersLists).toEqual(new Map());
});

test('a tag that is gone by now is no gap, one that cannot be asked for is', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  const resolveManifest: RegistryClient['resolveManifest'] = async (_repository, tag) => {
    if (tag === 'broken') return unavailable();
    throw new RegistryError('not-found', 'fake.test', 'Not there.');
  };
  const listTags = async () => ({ names: ['gone', 'broken'] });
  const { tags, gaps } = await scanRepository(
    readerOf(store, { listTags, resolveManifest }),
    around(app.digest),
  );
  expect(tags.size).toBe(0);
  expect(gaps).toEqual([
    {
      code: 'tags-unknown',
      text: 'What 1 of 6 tags point to is unknown: It is down.',
      tags: ['broken'],
    },
  ]);
});

test('a registry that fails again and again is not asked for the rest of its tags', async () => {
  const store = createFakeStore();
  const app = store.image('app');
  const names = Array.from({ length: 200 }, (_, n) => `tag-${n}`);
  const reader = readerOf(store, { listTags: async () => ({ names }), resolveManifest: unavailable });
  const { gaps } = await scanRepository(reader, around(app.digest));
  expect(gaps[0]?.tags).toEqual(expect.arrayContaining(names));
  expect(reader.client.calls.length).toBeLessThan(100);
});

test('tags that are not listed, and indexes that are not read, are gaps', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  for (let n = 0; n < 3; n++) store.index([store.image(`${n}`)], { tag: `index-${n}` });
  const few = await scanRepository(readerOf(store), around(app.digest), {
    limits: { ...planSnapshotLimits, indexesMax: 1 },
  });
  expect(few.gaps).toMatchObject([{ code: 'indexes-unknown', digests: { length: 2 } }]);
  const endless: RegistryClient['listTags'] = async () => ({ names: ['1.0'], next: 'more' });
  const cut = await scanRepository(readerOf(store, { listTags: endless }), around(app.digest), {
    limits: { ...planSnapshotLimits, listedTagsMax: 1 },
  });
  expect(cut.gaps).toMatchObject([
    { code: 'tags-unknown', text: expect.stringContaining('more than 1 tags') },
  ]);
});

test('without a tag list the tags made from digests are asked for one by one', async () => {
  const store = createFakeStore();
  const app = store.image('app');
  const signature = store.image('signature', { tag: `${referrersTag(app.digest)}.sig` });
  const { tags, gaps } = await scanRepository(readerOf(store, { listTags: unavailable }), around(app.digest));
  expect([...tags]).toEqual([[`${referrersTag(app.digest)}.sig`, signature.digest]]);
  expect(gaps).toMatchObject([{ code: 'tags-unknown' }]);
});

test('a list that a cache has cut hides no tag made from a digest of a small graph', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  const signature = store.image('signature', { tag: `${referrersTag(app.digest)}.sig` });
  const reader = readerOf(store, { listTags: async () => ({ names: ['1.0'] }) });
  const { tags } = await scanDigestTags(reader, around(app.digest), { tag: '1.0' });
  expect(tags.get(`${referrersTag(app.digest)}.sig`)).toBe(signature.digest);
});

test('a tag made from a digest that is listed and not given is a gap', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  const tag = `${referrersTag(app.digest)}.sig`;
  const reader = readerOf(store, { listTags: async () => ({ names: ['1.0', tag] }) });
  const { gaps } = await scanDigestTags(reader, around(app.digest), { tag: '1.0' });
  expect(gaps).toMatchObject([{ code: 'tags-unknown', tags: [tag] }]);
});

test.each([
  ['does not name the tag that was read', { names: ['2.0'] }, 'does not name 1.0'],
  ['never ends', { names: ['1.0'], next: 'again' }, 'never ends'],
  ['says that it is cut', { names: ['1.0'], cut: 'It is cut.' }, 'It is cut.'],
])('a list that %s is a gap', async (_, page, reason) => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  const reader = readerOf(store, { listTags: async () => page });
  const { gaps } = await scanRepository(reader, around(app.digest), { tag: '1.0' });
  expect(gaps).toMatchObject([{ code: 'tags-unknown', text: expect.stringContaining(reason) }]);
});

test('for the graph alone only its own tags are resolved', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  store.image('app', { tag: `${referrersTag(app.digest)}.sig` });
  store.index([app], { tag: 'holder' });
  const reader = readerOf(store);
  const { tags, holders } = await scanDigestTags(reader, around(app.digest), { tag: '1.0' });
  expect([...tags.keys()]).toEqual(['1.0', `${referrersTag(app.digest)}.sig`]);
  expect(holders.size).toBe(0);
  expect(reader.client.calls.filter((call) => call === 'head holder')).toEqual([]);
});

test('who leaves stops the scan', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  const signal = AbortSignal.abort(new Error('Left.'));
  const client = createFakeClient(store, { listTags: unavailable });
  const reader = createRepositoryReader(client, 'team/app', signal);
  await expect(scanRepository(reader, around(app.digest))).rejects.toThrow('Left.');
});

test('a copy learns of the other tags of what it copies, and of no more than these', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  store.tags.set('latest', app.digest);
  store.image('other', { tag: '2.0' });
  const options = { tag: '1.0', aliasesOf: app.digest };
  const { tags, gaps } = await scanDigestTags(readerOf(store), around(app.digest), options);
  expect([...tags.keys()]).toEqual(['1.0', 'latest']);
  expect(gaps).toEqual([]);
});
