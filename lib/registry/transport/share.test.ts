import { expect, test } from 'vitest';
import { createShare } from '#lib/registry/transport/share';

function counted() {
  const share = createShare<string>();
  const gate = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  const ask = (signal?: AbortSignal) =>
    share('key', signal, (own) => {
      signals.push(own);
      return gate.promise;
    });
  return { ask, gate, signals };
}

test('those who ask for the same get one answer', async () => {
  const { ask, gate, signals } = counted();
  const both = Promise.all([ask(), ask()]);
  gate.resolve('answer');
  expect(await both).toEqual(['answer', 'answer']);
  expect(signals).toHaveLength(1);
});

test('who comes after the answer asks anew', async () => {
  const { ask, gate, signals } = counted();
  gate.resolve('answer');
  await ask();
  await ask();
  expect(signals).toHaveLength(2);
});

test('one who gives up leaves the others their answer', async () => {
  const { ask, gate, signals } = counted();
  const controller = new AbortController();
  const impatient = ask(controller.signal);
  const patient = ask();
  controller.abort(new Error('enough'));
  await expect(impatient).rejects.toThrow('enough');
  expect(signals[0]?.aborted).toBe(false);
  gate.resolve('answer');
  expect(await patient).toBe('answer');
});

test('when the last has given up the work is stopped, and the next begins anew', async () => {
  const { ask, gate, signals } = counted();
  const controller = new AbortController();
  const only = ask(controller.signal);
  controller.abort(new Error('enough'));
  await expect(only).rejects.toThrow('enough');
  expect(signals[0]?.aborted).toBe(true);
  const next = ask();
  gate.resolve('answer');
  expect(await next).toBe('answer');
  expect(signals).toHaveLength(2);
});

test('a failure is shared as well, and not kept', async () => {
  const share = createShare<string>();
  const fail = () => share('key', undefined, () => Promise.reject(new Error('broken')));
  await Promise.all([expect(fail()).rejects.toThrow('broken'), expect(fail()).rejects.toThrow('broken')]);
  expect(await share('key', undefined, async () => 'better')).toBe('better');
});
