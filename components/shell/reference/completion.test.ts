import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLocation } from '#lib/oci/pasted-location';
import {
  beginsRegistry,
  completingNames,
  endsBehind,
  offerOf,
  questionOf,
  registryOffer,
  sharedBeginning,
} from './completion.ts';

test.each([
  ['localhost:5000/', { list: 'repositories', host: 'localhost:5000', begin: '' }],
  ['localhost:5000/acme/st', { list: 'repositories', host: 'localhost:5000', begin: 'acme/st' }],
  ['GHCR.io/Acme', { list: 'repositories', host: 'ghcr.io', begin: 'acme' }],
  ['https://ghcr.io/acme', { list: 'repositories', host: 'ghcr.io', begin: 'acme' }],
  ['ghcr.io/acme/app:', { list: 'tags', host: 'ghcr.io', repository: 'acme/app', begin: '' }],
  ['ghcr.io/acme/app:1.', { list: 'tags', host: 'ghcr.io', repository: 'acme/app', begin: '1.' }],
  ['docker.io/nginx:1', { list: 'tags', host: 'docker.io', repository: 'library/nginx', begin: '1' }],
  ['oci:/srv/layouts/a', { list: 'repositories', host: 'oci:/srv/layouts', begin: 'a' }],
  ['oci:/srv/layouts/app:1', { list: 'tags', host: 'oci:/srv/layouts', repository: 'app', begin: '1' }],
])('%s asks for a list', (text, question) => {
  expect(questionOf(text)).toEqual(question);
});

test.each([
  '',
  'ghcr.io',
  'localhost:5000',
  'nginx:1',
  'myhost/app',
  'ghcr.io/a@sha256:',
  'ghcr.io/a b',
  'ghcr.io/A/:',
])('%j asks for nothing', (text) => {
  expect(questionOf(text)).toBeUndefined();
});

test('tags come with the newest version first, repositories by their names', () => {
  const tags = { list: 'tags', host: 'a.io', repository: 'b', begin: '1.' } as const;
  expect(completingNames(['1.9', '1.10', '2.0', '1.2', '1.9'], tags)).toEqual({
    count: 3,
    shown: ['1.10', '1.9', '1.2'],
    shared: 'a.io/b:1.',
  });
  const repositories = { list: 'repositories', host: 'a.io', begin: 'app' } as const;
  expect(completingNames(['app10', 'web', 'app2'], repositories)).toEqual({
    count: 2,
    shown: ['app2', 'app10'],
    shared: 'a.io/app',
  });
});

test('the only name that fits is written to its end', () => {
  const repositories = { list: 'repositories', host: 'a.io', begin: 'w' } as const;
  expect(completingNames(['app', 'web'], repositories).shared).toBe('a.io/web:');
  expect(completingNames(['app'], repositories)).toEqual({ count: 0, shown: [], shared: '' });
});

test('of very many names some are shown, and all are counted', () => {
  const names = Array.from({ length: 50_000 }, (_, index) => `build-${String(index).padStart(6, '0')}`);
  const answer = completingNames(names, { list: 'tags', host: 'a.io', repository: 'b', begin: 'build' });
  expect(answer).toMatchObject({ count: 50_000, shared: 'a.io/b:build-0' });
  expect(answer.shown[0]).toBe('build-049999');
});

test('a page that begins behind the letters and ends with others holds all of them', () => {
  const question = { list: 'tags', host: 'a.io', repository: 'b', begin: 'b' } as const;
  expect(endsBehind(['ba', 'bb', 'c'], question)).toBe(true);
  expect(endsBehind(['ba', 'bb'], question)).toBe(false);
  expect(endsBehind(['bb', 'ba', 'c'], question)).toBe(false);
  expect(endsBehind(['a', 'b', 'c'], question)).toBe(false);
  expect(endsBehind([], question)).toBe(false);
});

test('what an offer writes goes on where it ends, and what it opens is what it names', () => {
  const repository = offerOf('acme/app', { list: 'repositories', host: 'a.io', begin: 'ac' }, '');
  expect(repository).toEqual({ text: 'a.io/acme/app:', path: '/a.io/acme/app', note: '' });
  expect(questionOf(repository.text)).toEqual({
    list: 'tags',
    host: 'a.io',
    repository: 'acme/app',
    begin: '',
  });
  const tag = offerOf('1.2', { list: 'tags', host: 'a.io', repository: 'acme/app', begin: '' }, '3 days ago');
  expect(tag).toEqual({ text: 'a.io/acme/app:1.2', path: '/a.io/acme/app:1.2', note: '3 days ago' });
  expect(registryOffer('localhost:5000', '')).toEqual({
    text: 'localhost:5000/',
    path: '/localhost:5000',
    note: '',
  });
  expect(registryOffer('oci:/srv/x', '').text).toBe('oci:/srv/x/');
});

test('a registry is offered for the letters it begins with', () => {
  expect(beginsRegistry('GH', 'ghcr.io')).toBe(true);
  expect(beginsRegistry('https://gh', 'ghcr.io')).toBe(true);
  expect(beginsRegistry('', 'ghcr.io')).toBe(false);
  expect(beginsRegistry('cr', 'ghcr.io')).toBe(false);
});

test('the shared beginning is a beginning of each text, and no longer one is', () => {
  expect(sharedBeginning(['a/app:', 'a/apple:'])).toBe('a/app');
  expect(sharedBeginning([])).toBe('');
  const texts = fc.array(fc.string({ maxLength: 9, unit: fc.constantFrom('a', 'b') }), { minLength: 1 });
  fc.assert(
    fc.property(texts, (all) => {
      const shared = sharedBeginning(all);
      expect(all.every((text) => text.startsWith(shared))).toBe(true);
      const next = (all[0] ?? '').slice(0, shared.length + 1);
      expect(next === shared || all.some((text) => !text.startsWith(next))).toBe(true);
    }),
  );
});

test('any text can be asked about, and what asks for a list names a place that can be opened', () => {
  const hosts = fc.constantFrom('', 'ghcr.io/', 'localhost:5000/', 'oci:/srv/', '[::1]:5000/');
  fc.assert(
    fc.property(hosts, fc.string({ maxLength: 80 }), (host, rest) => {
      const question = questionOf(host + rest);
      if (question === undefined) return;
      const name = question.list === 'tags' ? question.repository : 'app';
      expect(() => parseLocation(`${question.host}/${name}`)).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});
