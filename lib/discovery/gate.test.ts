import { expect, test } from 'vitest';
import { createGate } from '#lib/discovery/gate';

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

test('no more go through than are allowed, and those that matter most go first', async () => {
  const gate = createGate('fake.test', 1, never);
  const { begun, end, call } = createCalls();
  const asked = [
    gate.ask(call('first'), 1),
    gate.ask(call('title'), 0),
    gate.ask(call('step'), 2),
    gate.ask(call('second step'), 2),
  ];
  for (const name of ['first', 'step', 'second step', 'title']) {
    await turn();
    expect(begun.at(-1)).toBe(name);
    end(name);
  }
  await Promise.all(asked);
});

test('a closed gate ends what is under way by its signal and lets nobody in', async () => {
  const gate = createGate('fake.test', 1, never);
  let isAborted = false;
  const running = gate.ask(
    (signal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          isAborted = true;
          resolve();
        });
      }),
    1,
  );
  const waiting = gate.ask(async () => 'never', 1);
  await turn();
  gate.close();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  await running;
  expect(isAborted).toBe(true);
  expect(gate.isClosed()).toBe(true);
});

test('a narrowed gate lets through what matters and refuses the rest', async () => {
  const gate = createGate('fake.test', 1, never);
  gate.narrow(2);
  await expect(gate.ask(async () => 'root', 2)).resolves.toBe('root');
  await expect(gate.ask(async () => 'title', 1)).rejects.toMatchObject({ code: 'cancelled' });
  expect(gate.isClosed()).toBe(false);
});

test('a call that fails gives its place to the next', async () => {
  const gate = createGate('fake.test', 1, never);
  const failing = gate.ask(() => Promise.reject(new Error('no')), 1);
  const next = gate.ask(async () => 'yes', 1);
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});
