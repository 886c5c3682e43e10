import { expect, test } from 'vitest';
import { clientProblem } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import type { AuditEvent } from '#lib/audit/audit';
import type { AuditCall } from './audit-reader.ts';
import { createAuditReader } from './audit-reader.ts';

type Script = (call: AuditCall) => AsyncGenerator<readonly AuditEvent[]>;

const progress = (done: number, known: number): readonly AuditEvent[] => [{ type: 'progress', done, known }];

function readerOver(stream: Script) {
  const reader = createAuditReader({ stream, now: () => 0 });
  const changed = (is: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (is()) resolve();
      };
      reader.subscribe(look);
      look();
    });
  return { reader, changed, status: () => reader.snapshot().state.status };
}

test('who stops ends the questions, and going on asks again', async () => {
  const signals: AbortSignal[] = [];
  const { reader, changed, status } = readerOver(async function* ({ signal }) {
    signals.push(signal);
    yield progress(0, 7);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
  reader.open();
  await changed(() => reader.snapshot().state.known === 7);
  reader.stop();
  expect([status(), signals[0]?.aborted]).toEqual(['stopped', true]);
  reader.goOn(true);
  expect([status(), signals.length]).toEqual(['reading', 2]);
  reader.stop();
});

test('a stream that breaks says why', async () => {
  const { reader, changed, status } = readerOver(async function* () {
    yield progress(1, 2);
    throw new ProblemError(clientProblem('disconnected', 'It broke off.'));
  });
  reader.open();
  await changed(() => status() === 'failed');
  expect(reader.snapshot().state.problem?.detail).toBe('It broke off.');
});

test('who leaves stops the questions, and nothing is said of it', async () => {
  const signals: AbortSignal[] = [];
  const { reader, changed, status } = readerOver(async function* ({ signal }) {
    signals.push(signal);
    yield progress(0, 7);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
  const leave = reader.open();
  await changed(() => reader.snapshot().state.known === 7);
  leave();
  expect([status(), signals[0]?.aborted]).toEqual(['reading', true]);
});
