import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkToEnd } from '#e2e/fakes/walk-to-end';
import { createDiscoveryCache } from '#lib/discovery/repository-handle';
import { referrersTag } from '#lib/oci/referrers-tag';

/** An image that cosign 2 signed and attested: two tags that are there, and two that are not. */
function signedStore() {
  const store = createFakeStore();
  const tag = referrersTag(store.image('app', { tag: '1.0' }).digest);
  store.image('signature', { tag: `${tag}.sig` });
  store.image('attestation', { tag: `${tag}.att` });
  return { store, tag };
}

test('one more walk for the same question asks for no tag again, found or absent', async () => {
  const { store } = signedStore();
  const client = createFakeClient(store);
  const cache = createDiscoveryCache();
  const primary = { client, repository: 'team/app', cache };
  const options = { isRow: true, asksByName: true, primary } as const;
  await walkToEnd(client, '1.0', options);
  const asked = client.calls.filter((call) => /^manifest sha256-/.test(call));
  expect(asked).toHaveLength(4);
  const { answers } = await walkToEnd(client, '1.0', { ...options, isAgain: true });
  expect(client.calls.filter((call) => /^manifest sha256-/.test(call))).toEqual(asked);
  expect([...answers.values()].filter(({ source }) => source === 'cosign-tags')).toMatchObject([
    { state: 'found', count: 2 },
  ]);
});

test('where a registry counts what is pulled, only what is there is pulled', async () => {
  const { store, tag } = signedStore();
  const client = createFakeClient(store, { rateLimit: () => ({ limit: 100, remaining: 99 }) });
  await walkToEnd(client, '1.0', { isRow: true, asksByName: true });
  const asked = (how: string) =>
    client.calls
      .filter((call) => call.startsWith(`${how} ${tag}`))
      .map((call) => call.slice(how.length + 1 + tag.length))
      .sort();
  expect(asked('head')).toEqual(['', '.att', '.sbom', '.sig']);
  expect(asked('manifest')).toEqual(['.att', '.sig']);
});
