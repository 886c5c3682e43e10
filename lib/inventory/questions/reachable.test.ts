import { expect, test } from 'vitest';
import { productSources } from '#e2e/measure/sources';
import { parsePattern } from '#lib/roles/repository-pattern';
import { reachOf } from './reachable.ts';

// What these hold belongs to a repository. Dictionaries do not: a name in them says nothing of where it is.
const owned =
  /\bFROM (?:tag|standing|standing_change|referrer|repository|document|manifest|child|coverage_day|repository_count)\b/;

test('no question reads a table without what its caller may read', () => {
  const questions = productSources().filter(({ path }) => path.startsWith('lib/inventory/questions/'));
  const queries = questions.flatMap(({ path, text }) =>
    text
      .split('queryRows(')
      .slice(1)
      .map((query) => ({ path, query })),
  );
  expect(queries.length).toBeGreaterThan(7);
  const open = queries.filter(({ query }) => owned.test(query) && !query.includes('reachable(scope)'));
  expect(open.map(({ path }) => path)).toEqual([]);
  // Queries are sent by that one function.
  expect(questions.filter(({ text }) => text.includes('.execute(')).map(({ path }) => path)).toEqual([]);
});

test('somebody who may read everything in one role may search everything, and nobody without rights anything', () => {
  const pattern = parsePattern('a.example/team/**');
  const some = { repositories: pattern === undefined ? [] : [pattern] };
  expect(reachOf([some, { repositories: undefined }])).toBeUndefined();
  expect(reachOf([some, some])).toEqual([pattern, pattern]);
  expect(reachOf([])).toEqual([]);
});
