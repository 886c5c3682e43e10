import { expect, test } from 'vitest';
import type { Fact, GraphNode } from '#lib/graph/model';
import { digestFromHash } from '#lib/oci/digest';
import { visibleFact } from './visible-fact.ts';

const digest = digestFromHash('sha256', 'a'.repeat(64));
const node: GraphNode = {
  kind: 'artifact',
  format: 'x\u200b',
  title: 'invoice\u202efdp.exe',
  confidence: 'declared',
  parts: [{ digest, kind: 'sbom', format: 'a', title: 'b\u2066' }],
  digest,
  mediaType: 'a/b',
  platform: 'linux/\u0000',
  annotations: { source: 'https://a.example/\u202e' },
  tags: ['1.0'],
  state: 'loaded',
};

test('the names of a node hide nothing, its annotations are exact', () => {
  expect(visibleFact({ type: 'node', node })).toEqual({
    type: 'node',
    node: {
      ...node,
      format: 'x‹U+200B›',
      title: 'invoice‹U+202E›fdp.exe',
      platform: 'linux/‹U+0000›',
      parts: [{ digest, kind: 'sbom', format: 'a', title: 'b‹U+2066›' }],
    },
  });
});

test.each<[Fact, Fact]>([
  [
    { type: 'limit', about: digest, reason: 'a\u202e' },
    { type: 'limit', about: digest, reason: 'a‹U+202E›' },
  ],
  [
    { type: 'answer', answer: unknown('a\u202e') },
    { type: 'answer', answer: unknown('a‹U+202E›') },
  ],
])('reasons hide nothing either', (fact, shown) => {
  expect(visibleFact(fact)).toEqual(shown);
});

function unknown(reason: string) {
  const asked = { about: digest, question: 'referrers', source: 'referrers-api' } as const;
  return { ...asked, state: 'unknown', code: 'forbidden', reason } as const;
}
