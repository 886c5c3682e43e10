import { expect, test } from 'vitest';
import { orAbort } from '#lib/async/abort';

test('a promise keeps its result while nobody aborts, with and without a signal', async () => {
  const { signal } = new AbortController();
  expect(await orAbort(Promise.resolve('result'), signal)).toBe('result');
  expect(await orAbort(Promise.resolve('result'), undefined)).toBe('result');
  await expect(orAbort(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
});

test('an abort rejects at once with its reason, before the call or after it', async () => {
  const controller = new AbortController();
  const pending = orAbort(new Promise(() => {}), controller.signal);
  controller.abort(new Error('enough'));
  await expect(pending).rejects.toThrow('enough');
  await expect(orAbort(new Promise(() => {}), controller.signal)).rejects.toThrow('enough');
});
