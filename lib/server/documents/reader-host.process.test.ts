import { expect, test } from 'vitest';
import { createReaderThread } from './reader-host.ts';

test('questions are answered in their order by one thread', async () => {
  const faults: string[] = [];
  const { ask, close } = createReaderThread({ onFault: (message) => faults.push(message) });
  const query = { q: '', filter: [], offset: 0, count: 1 };
  expect(await ask('opened', 'a')).toEqual({ result: undefined });
  expect(await ask('rows', { key: 'a', index: 0, part: 'packages', query })).toEqual({ result: undefined });
  expect(faults).toEqual([]);
  await close();
});
