import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { stopWholeGraph, wholeGraphQuery } from './whole-graph-query.ts';

afterEach(() => vi.unstubAllGlobals());

const reference = 'reg.example/app:1';
const line = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value)}\n`);

/** A walk that gives these lines, and then says nothing more for as long as it is listened to. */
function answerWith(lines: readonly Uint8Array[]): void {
  vi.stubGlobal('fetch', async (_: string, { signal }: RequestInit) => {
    const body = new ReadableStream({
      start(controller) {
        for (const one of lines) controller.enqueue(one);
        signal?.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError')));
      },
    });
    return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
  });
}

const root = line({ type: 'root', root: digestOf(1), reference });
const nodes = (count: number) =>
  Array.from({ length: count }, (_, at) => line({ type: 'node', node: nodeOf(at + 1) }));

test('a walk that finds too many artifacts ends, and says that more may exist', async () => {
  answerWith([root, ...nodes(5_200)]);
  const facts = await new QueryClient().fetchQuery(wholeGraphQuery(reference));
  expect(facts.at(-2)).toMatchObject({ type: 'limit', reason: expect.stringContaining('5,000 artifacts') });
  expect(facts.at(-1)).toMatchObject({ type: 'end', complete: false });
});

test('a walk that is stopped keeps what it has learned, and says that more may exist', async () => {
  answerWith([root, ...nodes(3)]);
  const client = new QueryClient();
  const { queryKey } = wholeGraphQuery(reference);
  const walk = client.fetchQuery(wholeGraphQuery(reference));
  await vi.waitFor(() => expect(client.getQueryData(queryKey)).toHaveLength(4), { timeout: 10_000 });
  stopWholeGraph(reference);
  const facts = await walk;
  expect(facts).toHaveLength(6);
  expect(facts.at(-2)).toMatchObject({ type: 'limit', reason: expect.stringContaining('stopped') });
});
