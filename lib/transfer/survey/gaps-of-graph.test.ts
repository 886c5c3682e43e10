import { expect, test } from 'vitest';
import type { EdgeSource } from '#lib/graph/model';
import { parseDigest } from '#lib/oci/digest';
import { gapsOfGraph } from '#lib/transfer/survey/gaps-of-graph';

const about = parseDigest(`sha256:${'a'.repeat(64)}`);
const gaps = (source: EdgeSource) =>
  gapsOfGraph(
    [
      {
        about,
        question: 'referrers',
        source,
        state: 'unknown',
        reason: 'It said nothing.',
        code: 'unavailable',
      },
    ],
    [],
    new Map(),
    new Set([about]),
  ).map(({ code }) => code);

test('a source that gave no answer is a gap', () => {
  expect(gaps('referrers-api')).toEqual(['referrers-unknown']);
  expect(gaps('cosign-tags')).toEqual(['referrers-unknown']);
  expect(gaps('external')).toEqual(['elsewhere-unknown']);
});

test('an entry of an index that names no platform is none: the index holds it, and the plan takes it along', () => {
  expect(gaps('buildkit')).toEqual([]);
});
