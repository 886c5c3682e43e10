import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { surveyOver } from '#e2e/fakes/survey-over';
import { walkToEnd } from '#e2e/fakes/walk-to-end';
import type { Descriptor } from '#lib/oci/descriptor';
import { parseReference } from '#lib/oci/reference';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

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
