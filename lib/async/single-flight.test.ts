import { expect, test } from 'vitest';
import { createSingleFlight } from './single-flight.ts';

function counted() {
  const singleFlight = createSingleFlight<string>();
  const answer = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  let shared = 0;
  const onShared = () => {
    shared += 1;
  };
  const work = (signal: AbortSignal) => {
    signals.push(signal);
    return answer.promise;
  };
  const ask = (signal?: AbortSignal) => singleFlight('key', work, { signal, onShared });
  return { ask, answer, signals, shared: () => shared };
}

test('callers with the same key get one result, and those who joined hear of it', async () => {
  const { ask, answer, signals, shared } = counted();
  const both = Promise.all([ask(), ask()]);
  answer.resolve('answer');
  expect(await both).toEqual(['answer', 'answer']);
  expect(signals).toHaveLength(1);
  expect(shared()).toBe(1);
});

test('a call after the result starts anew', async () => {
  const { ask, answer, signals } = counted();
  answer.resolve('answer');
  await ask();
  await ask();
  expect(signals).toHaveLength(2);
});

test('a caller that gives up leaves the others their result', async () => {
  const { ask, answer, signals } = counted();
  const controller = new AbortController();
  const impatient = ask(controller.signal);
  const patient = ask();
  controller.abort(new Error('enough'));
  await expect(impatient).rejects.toThrow('enough');
  expect(signals[0]?.aborted).toBe(false);
  answer.resolve('answer');
  expect(await patient).toBe('answer');
});

test('the work is aborted when the last caller has given up, and the next call starts anew', async () => {
  const { ask, answer, signals } = counted();
  const controller = new AbortController();
  const only = ask(controller.signal);
  controller.abort(new Error('enough'));
  await expect(only).rejects.toThrow('enough');
  expect(signals[0]?.aborted).toBe(true);
  const next = ask();
  answer.resolve('answer');
  expect(await next).toBe('answer');
  expect(signals).toHaveLength(2);
});

test('a failure is shared as well, and not kept; other keys are not concerned', async () => {
  const singleFlight = createSingleFlight<string>();
  const fail = () => singleFlight('key', () => Promise.reject(new Error('broken')));
  await Promise.all([expect(fail()).rejects.toThrow('broken'), expect(fail()).rejects.toThrow('broken')]);
  const other = singleFlight('other', async () => 'other');
  expect(await singleFlight('key', async () => 'better')).toBe('better');
  expect(await other).toBe('other');
});
