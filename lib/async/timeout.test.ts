import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { delay, followSignal, orAbort, withTimeout } from './timeout.ts';

const never = () => new Promise<never>(() => {});

test('work that is done in time gives its result, and its signal stays quiet', async () => {
  const signals: AbortSignal[] = [];
  const work = async (signal: AbortSignal) => signals.push(signal);
  const outer = new AbortController();
  expect(await withTimeout({ signal: outer.signal, timeoutMs: 60_000 }, work)).toBe(1);
  outer.abort();
  expect(signals[0]?.aborted).toBe(false);
});

test('a result that outlives its work still obeys the outer signal', async () => {
  const signals: AbortSignal[] = [];
  const outer = new AbortController();
  await withTimeout({ signal: outer.signal, outlives: true }, async (signal) => signals.push(signal));
  outer.abort(new Error('enough'));
  expect(signals[0]?.reason).toEqual(new Error('enough'));
});

test('a signal of its own is aborted with the outer one, until it is released and leaves no listener there', () => {
  const outer = new AbortController();
  const following = followSignal(outer.signal);
  const released = followSignal(outer.signal);
  released.release();
  released.release();
  expect(getEventListeners(outer.signal, 'abort')).toHaveLength(1);
  outer.abort(new Error('enough'));
  expect(following.signal.reason).toEqual(new Error('enough'));
  expect(released.signal.aborted).toBe(false);
  expect(followSignal(outer.signal).signal.reason).toEqual(new Error('enough'));
  expect(followSignal(undefined).signal.aborted).toBe(false);
});

test('after the limit it rejects with a TimeoutError and aborts the work, which need not notice', async () => {
  const signals: AbortSignal[] = [];
  const late = withTimeout({ timeoutMs: 1 }, (signal) => {
    signals.push(signal);
    return never();
  });
  await expect(late).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(signals[0]?.aborted).toBe(true);
});

test('an abort from outside rejects with its reason; before the start nothing is begun', async () => {
  const outer = new AbortController();
  const stopped = withTimeout({ signal: outer.signal, timeoutMs: 60_000 }, never);
  outer.abort(new Error('enough'));
  await expect(stopped).rejects.toThrow('enough');
  let isBegun = false;
  const begin = async () => {
    isBegun = true;
  };
  await expect(withTimeout({ signal: outer.signal }, begin)).rejects.toThrow('enough');
  expect(isBegun).toBe(false);
});

test('a failure of the work is its own', async () => {
  const work = () => Promise.reject(new Error('broken'));
  await expect(withTimeout({ timeoutMs: 60_000 }, work)).rejects.toThrow('broken');
});

test('a delay ends by itself, or with the reason of an abort', async () => {
  await delay(0);
  const controller = new AbortController();
  const waiting = delay(60_000, controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(delay(60_000, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
});

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
