import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readEvents } from './read-events.ts';

const schema = z.object({ type: z.enum(['step', 'end']) });

test('events are given until the one that ends the stream', async () => {
  expect(await eventsOf('{"type":"step"}\n{"type":"end"}\n')).toEqual([{ type: 'step' }, { type: 'end' }]);
});

test('a stream without its end was cut off, and says what that means', async () => {
  await expect(eventsOf('{"type":"step"}\n')).rejects.toMatchObject({
    problem: { code: 'disconnected', detail: 'It broke off.' },
  });
  await expect(eventsOf(undefined)).rejects.toMatchObject({ problem: { code: 'disconnected' } });
});

test('an event of another form is no event', async () => {
  await expect(eventsOf('{"type":"other"}\n')).rejects.toMatchObject({ problem: { code: 'internal' } });
});

async function eventsOf(text: string | undefined) {
  const body = text === undefined ? null : new Response(text).body;
  const batches = await Array.fromAsync(readEvents(body, { schema, cut: 'It broke off.' }));
  return batches.flat();
}
