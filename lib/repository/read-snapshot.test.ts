import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import type { FakeStore } from '#e2e/fakes/fake-store';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { surveyOver } from '#e2e/fakes/survey-over';
import { walkToEnd } from '#e2e/fakes/walk-to-end';
import type { TagTarget } from '#lib/graph/repository-snapshot';
import type { Descriptor } from '#lib/oci/descriptor';
import { parseReference } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { findHolders } from './read-snapshot.ts';
import { createRepositoryReader } from './repository-reader.ts';

/** What the page of an artifact and a plan for it say about the indexes that hold it. */
async function bothViews(client: RegistryClient, tag: string, { digest }: Descriptor) {
  const { answers, edges } = await walkToEnd(client, tag);
  const { holders, gaps } = await surveyOver(client, parseReference(`fake.test/team/app:${tag}`));
  const onPage = [...edges.values()].filter(({ to, relation }) => to === digest && relation === 'child');
  return {
    page: {
      state: answers.get(`${digest} indexes manifest`)?.state,
      holders: onPage.map(({ from }) => from),
    },
    plan: {
      gaps: gaps.map(({ code }) => code),
      holders: holders.get(digest)?.map((holder) => holder.digest) ?? [],
    },
  };
}

test('the page and the plan name the same index, although only the index around it has a tag', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: 'app' });
  const inner = store.index([app]);
  store.index([inner], { tag: 'outer' });
  const { page, plan } = await bothViews(createFakeClient(store), 'app', app);
  expect(page).toEqual({ state: 'found', holders: [inner.digest] });
  expect(plan).toEqual({ gaps: [], holders: [inner.digest] });
});

test('neither the page nor the plan says that no index holds an image while one could not be read', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: 'app' });
  const inner = store.index([app]);
  store.index([inner], { tag: 'outer' });
  const fake = createFakeClient(store);
  const getManifest: RegistryClient['getManifest'] = async (repository, selector) => {
    if (selector === inner.digest) throw new RegistryError('forbidden', 'fake.test', 'Not for you.');
    return await fake.getManifest(repository, selector);
  };
  const { page, plan } = await bothViews(createFakeClient(store, { getManifest }), 'app', app);
  expect(page).toEqual({ state: 'unknown', holders: [] });
  expect(plan).toEqual({ gaps: ['indexes-unknown'], holders: [] });
});

async function holders(
  store: FakeStore,
  about: Descriptor,
  tagged: Readonly<Record<string, Descriptor>>,
  faults: Partial<RegistryClient> = {},
  indexesMax = 10,
) {
  const client = createFakeClient(store, faults);
  const reader = createRepositoryReader(client, 'team/app', new AbortController().signal);
  const targets = new Map<string, TagTarget>(Object.entries(tagged));
  const found = await findHolders(reader, targets, { about: new Set([about.digest]), indexesMax });
  return { ...found, calls: client.calls };
}

test('an index without a tag that stands in one with a tag is a holder too, and is known by that tag', async () => {
  const store = createFakeStore();
  const app = store.image('app');
  const inner = store.index([app]);
  const middle = store.index([inner]);
  const found = await holders(store, app, { outer: store.index([middle]) });
  expect(found.holders.get(app.digest)).toEqual([{ digest: inner.digest, tags: ['outer'] }]);
  expect(found.holders.get(inner.digest)).toEqual([{ digest: middle.digest, tags: ['outer'] }]);
  expect(found.unknowns).toEqual([]);
});

test('an index that the question is about is not read, and a list of referrers holds nothing', async () => {
  const store = createFakeStore();
  const index = store.index([store.image('app')]);
  const list = store.index([index]);
  const found = await holders(store, index, { '1.0': index, [referrersTag(index.digest)]: list });
  expect([found.holders.size, found.calls]).toEqual([0, []]);
});

test('an index that an index names and that is not here holds nothing', async () => {
  const store = createFakeStore();
  const app = store.image('app');
  const inner = store.index([app]);
  const outer = store.index([inner]);
  store.manifests.delete(inner.digest);
  expect(await holders(store, app, { outer })).toMatchObject({ unknowns: [] });
});

test('an index that a tag pointed to and that is not given leaves the question open', async () => {
  const store = createFakeStore();
  const outer = store.index([store.image('other')]);
  store.manifests.delete(outer.digest);
  const { unknowns } = await holders(store, store.image('app'), { outer });
  expect(unknowns).toMatchObject([{ part: 'indexes', digests: [outer.digest], code: 'not-found' }]);
});

test('indexes beyond the bound are unknown, those within indexes too', async () => {
  const store = createFakeStore();
  const outer = store.index([store.index([store.image('1')]), store.index([store.image('2')])]);
  const { unknowns } = await holders(store, store.image('app'), { outer }, {}, 2);
  expect(unknowns).toMatchObject([{ part: 'indexes', reason: '2 of 3 indexes were read.' }]);
});

test('a registry that fails again and again is not asked for the rest of its indexes', async () => {
  const store = createFakeStore();
  const indexes = Array.from(
    { length: 200 },
    (_, n) => [`${n}`, store.index([store.image(`${n}`)])] as const,
  );
  let calls = 0;
  const getManifest = () => {
    calls += 1;
    return Promise.reject(new RegistryError('unavailable', 'fake.test', 'It is down.'));
  };
  const tagged = Object.fromEntries(indexes);
  const { unknowns } = await holders(store, store.image('app'), tagged, { getManifest }, 500);
  expect(unknowns).toMatchObject([{ part: 'indexes', reason: 'It is down.', digests: { length: 200 } }]);
  expect(calls).toBeLessThan(100);
});
