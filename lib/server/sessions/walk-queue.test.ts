import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { limits } from '#lib/server/platform/limits';
import type { Session } from './session.ts';
import { sessionOf } from './session.ts';
import { inRowTurn, inWalkTurn } from './walk-queue.ts';

async function* once() {
  yield 'learned';
}

test('too many walks of a session are refused in words, and another session still gets its turn', async () => {
  testServices();
  const session = sessionOf(new Request('http://localhost:4400/'));
  const other: Session = { ...session, owner: 'other' };
  const left = new AbortController();
  const begin = (of: Session) => inWalkTurn(of, left.signal, once).next();
  const running = Array.from({ length: limits.walksAtOncePerSession }, () => begin(session));
  await Promise.all(running);
  const waiting = Array.from({ length: limits.walksWaitingMaxPerSession }, () => begin(session));
  const outcomes = Promise.allSettled(waiting);
  await expect(begin(session)).rejects.toMatchObject({
    problem: { code: 'busy', status: 503, retryAfterSeconds: limits.walksRetryAfterSeconds },
  });
  expect((await begin(other)).value).toBe('learned');
  left.abort(new Error('gone'));
  expect((await outcomes).every(({ status }) => status === 'rejected')).toBe(true);
});

test('rows wait as long as they must, and keep no walk of their session waiting', async () => {
  testServices();
  const session: Session = { ...sessionOf(new Request('http://localhost:4400/')), owner: 'many' };
  const left = new AbortController();
  const row = () => inRowTurn(session, left.signal, once);
  const running = Array.from({ length: limits.rowWalksAtOncePerSession }, row);
  await Promise.all(running.map((one) => one.next()));
  const waiting = Array.from({ length: 1_000 }, row);
  const turns = Promise.all(waiting.map((one) => one.next().then(() => one.return(undefined))));
  expect((await inWalkTurn(session, left.signal, once).next()).value).toBe('learned');
  await running[0]?.return(undefined);
  await turns;
});
