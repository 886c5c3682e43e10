import { expect, test } from 'vitest';
import { describeBytes } from '#e2e/fakes/fake-store';
import { apiLimits } from '#lib/api/limits';
import { createDocumentStore } from './document-store.ts';

const query = { q: '', filter: [], offset: 0, count: 10 };

function content(text: string, key = text) {
  const bytes = new TextEncoder().encode(text);
  return { key, blob: describeBytes(bytes, 'application/json'), bytes, isWhole: true };
}

test('a document that was opened is there by its name', () => {
  const store = createDocumentStore();
  const opened = store.open(content('{"spdxVersion":"SPDX-2.3","packages":[]}', 'a'));
  expect(opened.documents).toMatchObject([{ index: 0, kind: 'sbom', format: 'spdx-json' }]);
  expect(store.opened('a')).toBe(opened);
  expect(store.opened('b')).toBeUndefined();
});

test('what is in no known form has no documents, and broken content says why', () => {
  const store = createDocumentStore();
  expect(store.open(content('{"a":1}'))).toMatchObject({ documents: [], problems: [] });
  expect(store.open(content('{"a":')).problems).toHaveLength(1);
});

test('rows of a document that is not there are unknown, and of a part that it lacks none', () => {
  const store = createDocumentStore();
  store.open(content('{"spdxVersion":"SPDX-2.3","packages":[]}', 'a'));
  expect(store.rows({ key: 'b', index: 0, part: 'packages', query })).toBeUndefined();
  const rows = store.rows({ key: 'a', index: 3, part: 'tests', query });
  expect(rows).toEqual({ rows: [], total: 0, of: 0, facets: {}, isComplete: true });
});

test('a large SBOM is told with its first rows before its packages are counted', () => {
  const store = createDocumentStore();
  const packages = Array.from({ length: 60_000 }, (_, at) => ({
    name: `package-${at}`,
    licenseDeclared: 'MIT',
    comment: 'x'.repeat(60),
  }));
  const opened = store.open(content(JSON.stringify({ spdxVersion: 'SPDX-2.3', packages }), 'a'));
  const [brief] = opened.documents;
  expect(brief).toMatchObject({ isCounting: true, summary: { packages: 60_000, licences: [] } });
  expect(brief?.firstRows?.rows).toHaveLength(apiLimits.tableRows);
  expect(brief?.firstRows?.rows[0]).toMatchObject({ name: 'package-0', licences: ['MIT'] });
  const counted = store.counted('a');
  expect(counted?.documents[0]?.summary).toMatchObject({
    packages: 60_000,
    licences: [{ expression: 'MIT', count: 60_000 }],
  });
  expect(counted?.documents[0]).not.toHaveProperty('isCounting');
  expect(store.opened('a')).toBe(counted);
  expect(store.counted('b')).toBeUndefined();
});
