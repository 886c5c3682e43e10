import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { factsNow, factsOf, storedArtifact } from '#e2e/fakes/repository-facts';
import { retain } from '#lib/retention/retain';
import { readRules } from '#lib/retention/retention-rules';
import { cleanupRowKey, requestOfRetention, requestOfRows } from './listed-request.ts';

test('rows become one request, each digest and tag once', () => {
  const artifact = storedArtifact(1);
  const rows = ['a', 'b'].map((tag) => ({ artifact, tags: [tag], why: '' }));
  expect(requestOfRows('a.io/b', rows)).toEqual({
    ...{ action: 'delete', scope: 'listed', ref: 'a.io/b', archive: true },
    ...{ digests: [digestOf(1)], tags: ['a', 'b'] },
  });
  expect(new Set(rows.map(cleanupRowKey)).size).toBe(2);
});

test('of rules only what they choose is asked for: the plan finds what is deleted with it', () => {
  const artifacts = [
    storedArtifact(1, { tags: ['a'] }),
    storedArtifact(2, { tags: ['b'], days: 9 }),
    storedArtifact(3, { subjects: [2] }),
  ];
  const retention = retain(factsOf(artifacts), readRules('newest:1').rules, factsNow);
  expect(requestOfRetention('a.io/b', retention)).toMatchObject({ digests: [digestOf(2)], tags: ['b'] });
});
