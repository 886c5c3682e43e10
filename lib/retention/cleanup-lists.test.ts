import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { factsNow, factsOf, storedArtifact } from '#e2e/fakes/repository-facts';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { CleanupListName } from './cleanup-lists.ts';
import { cleanupListNames, cleanupLists } from './cleanup-lists.ts';
import type { RepositoryFacts } from './repository-facts.ts';

function listOf(name: CleanupListName, facts: RepositoryFacts) {
  const lists = cleanupLists(facts, { untaggedDays: 30, now: factsNow });
  expect(lists.map((list) => list.name)).toEqual(cleanupListNames);
  const list = lists.find((one) => one.name === name);
  if (list === undefined) throw new Error('Every list is there.');
  return list;
}

const tagOf = (subject: number, suffix = '.sig') => `${referrersTag(digestOf(subject))}${suffix}`;

test('a tag made from a digest that is gone, one whose digest is there, and one that nobody knows', () => {
  const artifacts = [
    storedArtifact(1, { tags: ['a'] }),
    storedArtifact(2, { madeTags: [tagOf(1)] }),
    storedArtifact(3, { madeTags: [tagOf(8)] }),
    storedArtifact(4, { madeTags: [tagOf(9)] }),
  ];
  const subjects = [
    { digest: digestOf(8), state: 'gone' },
    { digest: digestOf(9), state: 'unknown', reason: 'It answered 503.' },
  ] as const;
  const list = listOf('orphan-tags', factsOf(artifacts, { subjects }));
  expect(list).toMatchObject({ count: 1, bytes: 10 });
  expect(list.rows).toMatchObject([
    { tags: [tagOf(8)], why: 'The digest in its name is not in the repository.' },
    { tags: [tagOf(9)], doubt: 'Whether its subject is in the repository is unknown: It answered 503.' },
  ]);
});

test('a manifest under the tag of another subject keeps that tag, and the row says so', () => {
  const artifacts = [
    storedArtifact(1, { tags: ['a'] }),
    storedArtifact(2, { madeTags: [tagOf(8), tagOf(1)] }),
  ];
  const facts = factsOf(artifacts, { subjects: [{ digest: digestOf(8), state: 'gone' }] });
  expect(listOf('orphan-tags', facts)).toMatchObject({ count: 1, bytes: 0 });
  expect(listOf('orphan-tags', facts).rows).toMatchObject([
    {
      tags: [tagOf(8)],
      why: expect.stringContaining(`Only the tag can go while the tag ${tagOf(1)} remains.`),
    },
  ]);
});

test('a referrer is listed where all its subjects are gone', () => {
  const artifacts = [
    storedArtifact(1, { tags: ['a'] }),
    storedArtifact(2, { subjects: [8], tags: ['sbom'] }),
    storedArtifact(3, { subjects: [1] }),
    storedArtifact(4, { subjects: [1, 8] }),
    storedArtifact(5, { subjects: [9] }),
  ];
  const list = listOf(
    'missing-subjects',
    factsOf(artifacts, { subjects: [{ digest: digestOf(8), state: 'gone' }] }),
  );
  expect(list.rows).toMatchObject([
    { artifact: { digest: digestOf(2) }, tags: ['sbom'] },
    { artifact: { digest: digestOf(5) }, doubt: 'Whether its subject is in the repository is unknown' },
  ]);
  expect(list.count).toBe(1);
});

test('superseded is what has a newer one of its kind and tool, never the newest and never a signature', () => {
  const artifacts = [
    storedArtifact(1, { tags: ['1.0'] }),
    storedArtifact(2, { subjects: [1], days: 1 }),
    storedArtifact(3, { subjects: [1], days: 2 }),
    storedArtifact(4, { subjects: [1], days: null }),
    storedArtifact(5, { subjects: [1], days: 5, series: 'vulnerability-report grype' }),
    storedArtifact(6, { subjects: [1], days: 5, kind: 'signature' }),
    storedArtifact(7, { subjects: [1], days: 6, kind: 'vex' }),
  ];
  const { rows, count } = listOf('superseded', factsOf(artifacts));
  expect(count).toBe(1);
  expect(rows).toMatchObject([
    { artifact: { digest: digestOf(3) }, why: 'A newer one of the same kind and tool is attached to 1.0.' },
    { artifact: { digest: digestOf(4) }, doubt: 'It has no date.' },
  ]);
});

test('one that is old on one artifact and the newest on another stays', () => {
  const artifacts = [
    storedArtifact(2, { subjects: [1], days: 1 }),
    storedArtifact(3, { subjects: [1, 4], days: 2 }),
    storedArtifact(5, { subjects: [4], days: 3 }),
  ];
  const { rows } = listOf('superseded', factsOf(artifacts));
  expect(rows.map(({ artifact }) => artifact.digest)).toEqual([digestOf(5)]);
});

test('evidence by signers whom no policy names is listed with their names', () => {
  const artifacts = [storedArtifact(2, { subjects: [1], unnamedSigners: ['ada@acme.example'] })];
  expect(listOf('unnamed-signers', factsOf(artifacts)).rows).toMatchObject([
    { why: 'Signed by ada@acme.example, who is in no policy.' },
  ]);
});

test('what no tag and no index names is listed when it is old enough, and in doubt without a date', () => {
  const artifacts = [
    storedArtifact(1, { tags: ['a'], holds: [2], days: 90 }),
    storedArtifact(2, { days: 90 }),
    storedArtifact(3, { days: 90 }),
    storedArtifact(4, { days: 1 }),
    storedArtifact(5, { days: null }),
  ];
  const { rows, count } = listOf('untagged', factsOf(artifacts));
  expect(rows.map(({ artifact }) => artifact.digest)).toEqual([digestOf(3), digestOf(5)]);
  expect(count).toBe(1);
});

test('while something could not be read nothing is offered', () => {
  const artifacts = [
    storedArtifact(2, { subjects: [1], days: 1 }),
    storedArtifact(3, { subjects: [1], days: 2 }),
  ];
  expect(listOf('superseded', factsOf(artifacts, { unknownHolders: 'It answered 503.' }))).toMatchObject({
    count: 0,
    rows: [{ doubt: 'An unread artifact may need it: It answered 503.' }],
  });
});
