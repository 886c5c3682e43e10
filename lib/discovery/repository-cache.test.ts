import { expect, test } from 'vitest';
import { RepositoryCache } from './repository-cache.ts';

const keysOf = (cache: RepositoryCache<object>) => [...cache.keys()].sort();

function filled(max = 10): RepositoryCache<object> {
  const cache = new RepositoryCache<object>({ max });
  for (const key of ['acme/app', 'acme/app:1.0', 'acme/app@sha256:a', 'acme/app/sub:1.0', 'acme/ap'])
    cache.set(key, {});
  return cache;
}

test('a repository is forgotten with its tags and digests, and no other one', () => {
  const cache = filled();
  cache.forget('acme/app');
  expect(keysOf(cache)).toEqual(['acme/ap', 'acme/app/sub:1.0']);
  cache.forget('acme/none');
  expect(keysOf(cache)).toEqual(['acme/ap', 'acme/app/sub:1.0']);
});

test.for<[string, (cache: RepositoryCache<object>) => void]>([
  ['set again', () => {}],
  ['forgotten', (cache) => cache.forget('acme/app')],
  ['deleted', (cache) => void cache.delete('acme/app:1.0')],
  ['cleared', (cache) => cache.clear()],
  ['pushed out by others', (cache) => ['a', 'b', 'c', 'd', 'e'].forEach((key) => void cache.set(key, {}))],
])('what was %s and is set once more is forgotten as well', ([, lose]) => {
  const cache = filled(5);
  lose(cache);
  cache.set('acme/app:1.0', { isNew: true });
  cache.forget('acme/app');
  expect(keysOf(cache).filter((key) => /^acme\/app([:@]|$)/.test(key))).toEqual([]);
});
