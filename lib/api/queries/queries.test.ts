import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { answerWith, bodyOf } from '#e2e/fakes/fake-fetch';
import type { Fact } from '#lib/graph/model';
import { digestFromHash } from '#lib/oci/digest';
import { blobQuery, manifestQuery, resolveQuery } from './content-queries.ts';
import { graphQuery, tagsQuery } from './queries.ts';

const digest = digestFromHash('sha256', 'a'.repeat(64));
const byDigest = `ghcr.io/org/app@${digest}`;
const root: Fact = { type: 'root', root: digest, reference: byDigest };
const end: Fact = { type: 'end', complete: true, requests: { sent: 2, cached: 0 }, milliseconds: 1 };
const line = (fact: Fact) => `${JSON.stringify(fact)}\n`;
const createClient = () => new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } });

test('a graph is the list of its facts', async () => {
  const asked = answerWith(() => new Response(bodyOf([line(root), line(end)])));
  expect(await createClient().fetchQuery(graphQuery(byDigest))).toEqual([root, end]);
  expect(asked[0]?.path).toBe(`/api/graph?ref=${encodeURIComponent(byDigest)}`);
});

test('what a graph had learned before it broke off stays, beside the error', async () => {
  const client = createClient();
  answerWith(() => new Response(bodyOf([line(root)])));
  await client.fetchQuery(graphQuery(byDigest)).catch(() => undefined);
  const state = client.getQueryState(graphQuery(byDigest).queryKey);
  expect(state?.data).toEqual([root]);
  expect(state?.error).toMatchObject({ problem: { code: 'disconnected' } });
});

test('a graph that is asked for again is replaced, not added to', async () => {
  const client = createClient();
  answerWith(() => new Response(bodyOf([line(root), line(end)])));
  await client.fetchQuery(graphQuery(byDigest));
  const again = await client.fetchQuery({ ...graphQuery(byDigest), staleTime: 0 });
  expect(again).toEqual([root, end]);
});

test('tags come page by page', async () => {
  const asked = answerWith((path) =>
    Response.json(path.includes('last=') ? { names: ['b'] } : { names: ['a'], next: 'x&y' }),
  );
  const { pages } = await createClient().fetchInfiniteQuery({ ...tagsQuery('ghcr.io/org/app'), pages: 2 });
  expect(pages.map((page) => page.names)).toEqual([['a'], ['b']]);
  expect(asked[1]?.path).toBe('/api/tags?ref=ghcr.io%2Forg%2Fapp&last=x%26y&n=10000');
});

test.each([
  [true, 2],
  [false, 1],
])('the second page is asked for ahead only where a list is read on: %s', async (readsOn, count) => {
  const asked = answerWith(() => Response.json({ names: ['a'], next: `more-${count}` }));
  await createClient().fetchInfiniteQuery(tagsQuery('ghcr.io/org/app', { readsOn }));
  expect(asked).toHaveLength(count);
});

test('a manifest is its exact bytes, with type and digest', async () => {
  const headers = {
    'content-type': 'application/vnd.oci.image.index.v1+json; x',
    'docker-content-digest': digest,
  };
  answerWith(() => new Response('{ }', { headers }));
  const { bytes, ...rest } = await createClient().fetchQuery(manifestQuery(byDigest));
  expect(new TextDecoder().decode(bytes)).toBe('{ }');
  expect(rest).toEqual({ mediaType: 'application/vnd.oci.image.index.v1+json', digest });
});

test.for([
  [5, '01234', true],
  [10, '0123456789', false],
  [20, '0123456789', false],
] as const)('of a blob of ten bytes at most %i are read', async ([maxBytes, text, isCut]) => {
  answerWith(() => new Response(bodyOf(['0123', '4567', '89'])));
  const read = await createClient().fetchQuery(blobQuery(byDigest, maxBytes));
  expect(new TextDecoder().decode(read.bytes)).toBe(text);
  expect(read.isCut).toBe(isCut);
});

test('what is named by digest is never asked for again, what is named by tag is', () => {
  expect(manifestQuery(byDigest).staleTime).toBe('static');
  expect(resolveQuery('ghcr.io/org/app:1').staleTime).toBe(0);
});
