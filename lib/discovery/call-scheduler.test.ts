import { expect, test } from 'vitest';
import { createCallScheduler } from './call-scheduler.ts';

const never = new AbortController().signal;

/** A call that says when it begins and ends when it is told to. */
function createCalls() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    end: (name: string) => ends.get(name)?.(),
    call: (name: string) => () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a bounded number of calls runs, the most important first', async () => {
  const scheduler = createCallScheduler('fake.test', 1, never);
  const { begun, end, call } = createCalls();
  const asked = [
    scheduler.run(call('first'), 1),
    scheduler.run(call('title'), 0),
    scheduler.run(call('step'), 2),
    scheduler.run(call('second step'), 2),
  ];
  for (const name of ['first', 'step', 'second step', 'title']) {
    await turn();
    expect(begun.at(-1)).toBe(name);
    end(name);
  }
  await Promise.all(asked);
});

test('a closed scheduler aborts the calls under way and refuses all others', async () => {
  const scheduler = createCallScheduler('fake.test', 1, never);
  let isAborted = false;
  const running = scheduler.run(
    (signal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          isAborted = true;
          resolve();
        });
      }),
    1,
  );
  const waiting = scheduler.run(async () => 'never', 1);
  await turn();
  scheduler.close();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  await running;
  expect(isAborted).toBe(true);
  expect(scheduler.isClosed()).toBe(true);
});

test('a minimum priority refuses the calls below it', async () => {
  const scheduler = createCallScheduler('fake.test', 1, never);
  scheduler.setMinimumPriority(2);
  await expect(scheduler.run(async () => 'root', 2)).resolves.toBe('root');
  await expect(scheduler.run(async () => 'title', 1)).rejects.toMatchObject({ code: 'cancelled' });
  expect(scheduler.isClosed()).toBe(false);
});

test('a call that fails gives its place to the next', async () => {
  const scheduler = createCallScheduler('fake.test', 1, never);
  const failing = scheduler.run(() => Promise.reject(new Error('no')), 1);
  const next = scheduler.run(async () => 'yes', 1);
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});
