import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { summaryQuery, tagDigestQuery } from './summary-query.ts';

afterEach(() => vi.unstubAllGlobals());

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);

test('of fifty rows in sight at most eight questions are under way at once', async () => {
  let now = 0;
  let most = 0;
  const answer = async (input: string) => {
    most = Math.max(most, ++now);
    await Promise.resolve();
    now--;
    if (input.startsWith('/api/resolve'))
      return Response.json({ reference: 'x', digest, mediaType: 'application/json', size: 2 });
    const end = { type: 'end', complete: true, requests: { sent: 1, cached: 0 }, milliseconds: 1 };
    return new Response(`${JSON.stringify(end)}\n`, { headers: { 'content-type': 'application/x-ndjson' } });
  };
  vi.stubGlobal('fetch', answer);
  const client = new QueryClient();
  const rows = Array.from({ length: 25 }, (_, at) => at);
  await Promise.all([
    ...rows.map((at) => client.fetchQuery(tagDigestQuery(`reg.example/app:${at}`))),
    ...rows.map((at) => client.fetchQuery(summaryQuery(`reg.example/app:${at}`))),
  ]);
  expect(most).toBe(8);
});
