import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkToEnd } from '#e2e/fakes/walk-to-end';
import type { Descriptor } from '#lib/oci/descriptor';
import { referrersTag } from '#lib/oci/referrers-tag';
import { RegistryError } from '#lib/registry/registry-error';

const refuse = () => Promise.reject(new RegistryError('forbidden', 'fake.test', 'No list for you.'));
const tagOf = ({ digest }: Descriptor, suffix: string) => `${referrersTag(digest)}.${suffix}`;

/** An image that cosign 2 signed and attested: two tags, no subject, no referrers. */
function signedStore() {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const signature = store.image('signature', { tag: tagOf(image, 'sig') });
  const attestation = store.image('attestation', { tag: tagOf(image, 'att') });
  return { store, image, signature, attestation };
}

test('what cosign keeps under tags is found through the tag list, and says by which tag', async () => {
  const { store, image, signature } = signedStore();
  const client = createFakeClient(store);
  const { answers, edges, nodes, complete } = await walkToEnd(client, '1.0');
  expect(answers.get(`${image.digest} referrers cosign-tags`)).toMatchObject({ state: 'found', count: 2 });
  expect(edges.get(`${signature.digest} subject ${image.digest}`)?.sources).toEqual(['cosign-tags']);
  expect(nodes.get(signature.digest)?.tags).toEqual([tagOf(image, 'sig')]);
  expect(complete).toBe(true);
  expect(client.calls.filter((call) => call === 'tags')).toHaveLength(1);
});

test('where the list is refused what is found by name is shown, and the rest stays open', async () => {
  const { store, image, signature } = signedStore();
  const client = createFakeClient(store, { listTags: refuse });
  const { answers, edges } = await walkToEnd(client, '1.0');
  expect(answers.get(`${image.digest} referrers cosign-tags`)).toMatchObject({ code: 'forbidden' });
  expect(edges.has(`${signature.digest} subject ${image.digest}`)).toBe(true);
});

test('a list that a cache has cut hides no tag of what was opened', async () => {
  const { store, image } = signedStore();
  const { digest } = store.refer(image, 'application/spdx+json');
  store.index([{ ...image, digest }], { tag: referrersTag(image.digest) });
  const client = createFakeClient(store, { hasReferrers: false, listTags: async () => ({ names: ['1.0'] }) });
  const { answers } = await walkToEnd(client, '1.0');
  expect(answers.get(`${image.digest} referrers cosign-tags`)).toMatchObject({ state: 'found', count: 2 });
  expect(answers.get(`${image.digest} referrers referrers-tag`)).toMatchObject({ state: 'found', count: 1 });
});

test('of a row the list answers, and only what it names is asked for', async () => {
  const { store, image } = signedStore();
  const client = createFakeClient(store);
  const { answers } = await walkToEnd(client, '1.0', { isRow: true });
  expect(answers.get(`${image.digest} referrers cosign-tags`)).toMatchObject({ state: 'found', count: 2 });
  expect(client.calls).not.toContain(`manifest ${tagOf(image, 'sbom')}`);
});

test('a row that tries the list is asked for by name, and its platforms as that list says', async () => {
  const store = createFakeStore();
  const platform = { ...store.image('amd64'), platform: { os: 'linux', architecture: 'amd64' } };
  const index = store.index([platform], { tag: '1.0' });
  store.image('signature', { tag: tagOf(platform, 'sig') });
  const client = createFakeClient(store);
  const names = [...store.tags.keys()];
  const byPrefix = new Map([[referrersTag(platform.digest), [tagOf(platform, 'sig')]]]);
  const tagList = { names, byPrefix, ordinary: ['1.0'] };
  const { answers } = await walkToEnd(client, '1.0', { isRow: true, asksByName: 'root', tagList });
  expect(client.calls).toContain(`manifest ${tagOf(index, 'att')}`);
  expect(client.calls).not.toContain(`manifest ${tagOf(platform, 'att')}`);
  expect(answers.get(`${platform.digest} referrers cosign-tags`)).toMatchObject({ state: 'found', count: 1 });
});

test('a row whose list is not whole is asked for by name with its platforms', async () => {
  const store = createFakeStore();
  const platform = { ...store.image('amd64'), platform: { os: 'linux', architecture: 'amd64' } };
  store.index([platform], { tag: '1.0' });
  store.image('signature', { tag: tagOf(platform, 'sig') });
  const tagList = { names: ['1.0'], byPrefix: new Map(), ordinary: ['1.0'] };
  const asked = { isRow: true, asksByName: true, tagList } as const;
  const { answers } = await walkToEnd(createFakeClient(store), '1.0', asked);
  expect(answers.get(`${platform.digest} referrers cosign-tags`)).toMatchObject({ state: 'found', count: 1 });
});

test.each([
  ['does not name the tag that was read', { names: ['2.0'] }, 'does not name 1.0'],
  ['never ends', { names: ['1.0'], next: 'link?again' }, 'never ends'],
  ['says itself that it is cut', { names: ['1.0'], cut: 'It is cut.' }, 'It is cut.'],
])('a list that %s is no proof', async (_, page, reason) => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const graph = await walkToEnd(createFakeClient(store, { listTags: async () => page }), '1.0');
  for (const source of ['cosign-tags', 'referrers-tag'])
    expect(graph.answers.get(`${image.digest} referrers ${source}`)).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining(reason),
    });
  expect(graph.complete).toBe(false);
});

test.each([
  ['that the list names', undefined, (tag: string) => [tag]],
  ['that is refused in the body of a 404', 'DENIED', () => []],
  ['of a repository that is said to be unknown', 'NAME_UNKNOWN', () => []],
])('a tag %s and is not given leaves the question open', async (_, code, more) => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const tag = tagOf(image, 'sig');
  const honest = createFakeClient(store, { listTags: async () => ({ names: ['1.0', ...more(tag)] }) });
  const answer = { status: 404, ...(code === undefined ? {} : { code }) };
  const client = {
    ...honest,
    getManifest: async (...[repository, selector, options]: Parameters<typeof honest.getManifest>) => {
      if (selector === tag) throw new RegistryError('not-found', 'fake.test', 'Not here.', { answer });
      return await honest.getManifest(repository, selector, options);
    },
  };
  const { answers } = await walkToEnd(client, '1.0');
  expect(answers.get(`${image.digest} referrers cosign-tags`)).toMatchObject({ state: 'unknown' });
});

test('no tags are none, known from the list and from asking for each by name', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const client = createFakeClient(store);
  const { answers } = await walkToEnd(client, '1.0');
  expect(answers.get(`${image.digest} referrers cosign-tags`)).toMatchObject({ state: 'none' });
  expect(client.calls).toContain(`manifest ${tagOf(image, 'sbom')}`);
});

test('a tag that cannot be read leaves the question open and hides no other tag', async () => {
  const { store, image, attestation } = signedStore();
  const honest = createFakeClient(store);
  const client = {
    ...honest,
    getManifest: async (...[repository, selector, options]: Parameters<typeof honest.getManifest>) => {
      if (selector.endsWith('.sig')) throw new RegistryError('unavailable', 'fake.test', 'A fault.');
      return await honest.getManifest(repository, selector, options);
    },
  };
  const { answers, edges, complete } = await walkToEnd(client, '1.0');
  expect(answers.get(`${image.digest} referrers cosign-tags`)).toMatchObject({
    state: 'unknown',
    reason: 'A fault.',
    code: 'unavailable',
  });
  expect(edges.has(`${attestation.digest} subject ${image.digest}`)).toBe(true);
  expect(complete).toBe(false);
});

test('neither the list nor the tags to be had is unknown, and never none', async () => {
  const { store, image } = signedStore();
  const honest = createFakeClient(store, { listTags: refuse });
  const client = {
    ...honest,
    getManifest: async (...[repository, selector, options]: Parameters<typeof honest.getManifest>) =>
      selector.startsWith('sha256-') ? refuse() : await honest.getManifest(repository, selector, options),
  };
  const { answers } = await walkToEnd(client, '1.0');
  expect(answers.get(`${image.digest} referrers cosign-tags`)).toMatchObject({ code: 'forbidden' });
  expect(answers.get(`${image.digest} referrers referrers-tag`)).toMatchObject({ code: 'forbidden' });
  expect(answers.get(`${image.digest} referrers referrers-api`)).toMatchObject({ state: 'none' });
});

test('what other tools keep under a tag of that form is found as well', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const locations = store.image('locations', { tag: tagOf(image, 'imgpkg') });
  const { edges } = await walkToEnd(createFakeClient(store), '1.0');
  expect(edges.has(`${locations.digest} subject ${image.digest}`)).toBe(true);
});

test('a deep walk asks the list once for all nodes', async () => {
  const store = createFakeStore();
  const children = Array.from({ length: 20 }, (_, at) => store.image(`child ${at}`));
  store.index(children, { tag: '1.0' });
  const [first] = children;
  if (first !== undefined) store.image('signature', { tag: tagOf(first, 'sig') });
  const client = createFakeClient(store, { hasReferrers: false });
  const { answers } = await walkToEnd(client, '1.0', { depth: 2 });
  expect(answers.get(`${first?.digest} referrers cosign-tags`)).toMatchObject({ count: 1 });
  expect(client.calls.filter((call) => call === 'tags')).toHaveLength(1);
  // Four for the index itself, and the one that is listed.
  expect(client.calls.filter((call) => call.startsWith('manifest sha256-'))).toHaveLength(5);
});
