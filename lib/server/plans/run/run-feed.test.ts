import { expect, test } from 'vitest';
import type { RunEvent } from '#lib/transfer/record';
import { createRunFeed } from './run-feed.ts';

const step = (id: string, state: 'started' | 'done'): RunEvent => ({ type: 'step', id, state });
const progress = (id: string, bytes: number): RunEvent => ({ type: 'progress', id, bytes });

test('who comes late hears what every step has come to, then the rest', async () => {
  const feed = createRunFeed({ a: { state: 'done' } });
  feed.put([step('b', 'started'), progress('b', 1)]);
  feed.put([step('b', 'done'), step('c', 'started'), progress('c', 2)]);
  const events = feed.follow();
  expect((await events.next()).value).toEqual([
    step('a', 'done'),
    step('b', 'done'),
    step('c', 'started'),
    progress('c', 2),
  ]);
  feed.put([step('c', 'done')]);
  expect((await events.next()).value).toEqual([step('c', 'done')]);
  feed.close();
  expect((await events.next()).done).toBe(true);
});

test('for a slow reader progress gives way to later progress, and no step is lost', async () => {
  const feed = createRunFeed({});
  const events = feed.follow();
  feed.put([step('a', 'started')]);
  await events.next();
  for (let bytes = 0; bytes < 1000; bytes++) feed.put([progress('a', bytes)]);
  feed.put([step('a', 'done'), step('b', 'started'), step('b', 'done')]);
  expect((await events.next()).value).toEqual([
    progress('a', 999),
    step('a', 'done'),
    step('b', 'started'),
    step('b', 'done'),
  ]);
});

test('a reader that waits is let go when nothing follows', async () => {
  const feed = createRunFeed({});
  const next = feed.follow().next();
  feed.close();
  expect((await next).done).toBe(true);
});
