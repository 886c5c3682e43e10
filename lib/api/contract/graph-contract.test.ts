import { expect, test } from 'vitest';
import { factSchema, graphSchema } from '#lib/api/contract/graph-contract';

const digest = `sha256:${'a'.repeat(64)}`;
const node = {
  digest,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactType: 'application/spdx+json',
  size: 500,
  contentSize: 7_000,
  count: 2,
  kind: 'sbom',
  format: 'spdx-json',
  envelope: 'dsse',
  title: 'SPDX 2.3',
  signer: 'CN=acme',
  binding: { state: 'other', names: [digest], more: 1, misses: digest, reason: 'Another.' },
  confidence: 'content',
  basis: 'Only its head was read.',
  parts: [{ digest, kind: 'sbom', format: 'spdx-json', title: 'SPDX 2.3' }],
  annotations: { a: 'b' },
  platform: 'linux/amd64',
  created: '2026-01-01T00:00:00Z',
  tags: ['1.0'],
  repository: 'a.io/b',
  state: 'loaded',
  reason: 'None.',
};
const edge = { from: digest, to: digest, relation: 'subject', sources: ['referrers-api'] };
const answer = { about: digest, question: 'referrers', source: 'referrers-api' };

test.each([
  { type: 'root', root: digest, reference: 'a.io/b:1' },
  { type: 'node', node },
  { type: 'edge', edge },
  { type: 'answer', answer: { ...answer, state: 'found', count: 1, filtered: 'here' } },
  { type: 'answer', answer: { ...answer, state: 'none' } },
  {
    type: 'answer',
    answer: { ...answer, state: 'unknown', reason: 'Slow.', code: 'timeout', retryAfterSeconds: 3 },
  },
  { type: 'limit', about: digest, reason: 'Enough.' },
  {
    type: 'end',
    complete: true,
    requests: { sent: 3, cached: 1 },
    milliseconds: 20,
    rateLimit: { limit: 100, remaining: 99, windowSeconds: 60 },
  },
])('no field of a fact is lost on the way: %j', (fact) => {
  expect(factSchema.parse(fact)).toEqual(fact);
});

test('a graph is its nodes, edges and answers', () => {
  const graph = {
    root: digest,
    reference: 'a.io/b:1',
    nodes: [node],
    edges: [edge],
    answers: [{ ...answer, state: 'none' }],
    complete: true,
    requests: { sent: 1, cached: 0 },
  };
  expect(graphSchema.parse(graph)).toEqual(graph);
});

test('an answer that is unknown says why', () => {
  expect(factSchema.safeParse({ type: 'answer', answer: { ...answer, state: 'unknown' } }).success).toBe(
    false,
  );
});
