import { expect, test } from 'vitest';
import { apiPath } from '#lib/api/routes/api-path';

test('a path without parameters is itself', () => {
  expect(apiPath('/api/registries')).toBe('/api/registries');
});

test('parameters follow a path, each encoded once', () => {
  expect(apiPath('/api/graph', { ref: 'ghcr.io/org/app:1.2', depth: 32, fresh: '1' })).toBe(
    '/api/graph?ref=ghcr.io%2Forg%2Fapp%3A1.2&depth=32&fresh=1',
  );
});

test('an id stands in the path, and can lead nowhere else', () => {
  expect(apiPath('/api/plans/{id}/archive', { id: '../a b' })).toBe('/api/plans/..%2Fa%20b/archive');
  expect(apiPath('/api/plans/{id}', { id: '7', download: '1' })).toBe('/api/plans/7?download=1');
});

test('what is undefined is left out', () => {
  expect(apiPath('/api/tags', { ref: 'ghcr.io/org/app', last: undefined })).toBe(
    '/api/tags?ref=ghcr.io%2Forg%2Fapp',
  );
});

test('a path, a missing or a misspelt parameter of no route does not compile', () => {
  // @ts-expect-error there is no such route
  expect(apiPath('/api/nope')).toBe('/api/nope');
  // @ts-expect-error the reference is missing
  expect(apiPath('/api/resolve')).toBe('/api/resolve');
  // @ts-expect-error the parameter is called ref
  expect(apiPath('/api/resolve', { reference: 'a' })).toBe('/api/resolve?reference=a');
});
