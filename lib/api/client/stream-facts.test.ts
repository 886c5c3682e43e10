import { expect, test } from 'vitest';
import { answerWith, bodyOf } from '#e2e/fakes/fake-fetch';
import type { Fact } from '#lib/graph/model';
import { digestFromHash } from '#lib/oci/digest';
import { streamFacts } from './stream-facts.ts';

const root = digestFromHash('sha256', 'a'.repeat(64));
const facts: readonly Fact[] = [
  { type: 'root', root, reference: 'ghcr.io/org/app:1' },
  { type: 'limit', about: root, reason: 'Größer als erlaubt.' },
  { type: 'end', complete: true, requests: { sent: 2, cached: 0 }, milliseconds: 12 },
];
const lines = facts.map((fact) => `${JSON.stringify(fact)}\n`);

async function read(body: ReadableStream<Uint8Array>): Promise<{ facts: Fact[]; error: unknown }> {
  answerWith(() => new Response(body));
  const learned: Fact[] = [];
  try {
    for await (const batch of streamFacts('/api/graph?ref=x')) learned.push(...batch);
    return { facts: learned, error: undefined };
  } catch (error) {
    return { facts: learned, error };
  }
}

test('facts come out as they went in, however the network cuts them', async () => {
  const text = lines.join('');
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 7, 100, bytes.length]) {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const piece = pieces.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
    });
    expect(await read(body)).toEqual({ facts, error: undefined });
  }
});

test('a stream without its end is an error after what was learned', async () => {
  const { facts: learned, error } = await read(bodyOf(lines.slice(0, 2)));
  expect(learned).toEqual(facts.slice(0, 2));
  expect(error).toMatchObject({ problem: { code: 'disconnected' } });
});

test('a connection that breaks is an error after what was learned', async () => {
  const { facts: learned, error } = await read(bodyOf(lines.slice(0, 1), 'break'));
  expect(learned).toEqual(facts.slice(0, 1));
  expect(error).toMatchObject({ problem: { code: 'disconnected' } });
});

test('the first facts do not wait for the next ones', async () => {
  answerWith(() => new Response(bodyOf(lines.slice(0, 1), 'stay')));
  const batches = streamFacts('/api/graph?ref=x');
  expect((await batches.next()).value).toEqual(facts.slice(0, 1));
});

test('after the end nothing more is waited for', async () => {
  expect(await read(bodyOf(lines, 'stay'))).toEqual({ facts, error: undefined });
});

test('facts that come close together come out together', async () => {
  const many = Array.from({ length: 500 }, () => lines[1] ?? '');
  answerWith(() => new Response(bodyOf([lines[0] ?? '', ...many, lines[2] ?? ''])));
  let batches = 0;
  for await (const _batch of streamFacts('/api/graph?ref=x')) batches += 1;
  expect(batches).toBeLessThan(50);
});

test('a line that is no fact is an error', async () => {
  const { error } = await read(bodyOf(['{"type":"gossip"}\n']));
  expect(error).toMatchObject({ problem: { code: 'internal' } });
});

test('of very much that came at once the page may draw a first part', async () => {
  const many = Array.from({ length: 1_000 }, () => lines[1] ?? '');
  answerWith(() => new Response(bodyOf([[lines[0], ...many, lines[2]].join('')])));
  const sizes: number[] = [];
  for await (const batch of streamFacts('/api/graph?ref=x')) sizes.push(batch.length);
  expect(sizes).toEqual([250, 500, 252]);
});
