import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';
import type { Leave } from '#lib/registry/transport/fair-queue';
import { createFairQueue, QueueFull } from '#lib/registry/transport/fair-queue';
import { limits } from '#lib/server/platform/limits';
import type { Session } from './session.ts';

const all = createFairQueue({
  atOnce: limits.walksAtOnce,
  atOncePerSession: limits.walksAtOncePerSession,
  waitingMax: limits.walksWaitingMax,
  waitingMaxPerSession: limits.walksWaitingMaxPerSession,
});
const large = createFairQueue({
  atOnce: limits.largeWalksAtOnce,
  atOncePerSession: limits.largeWalksAtOnce,
});

/** Waits until one more walk may become large. */
type EnterLarge = (signal: AbortSignal) => Promise<Leave>;

/**
 * The same batches, once it is this session's turn: each walk may hold tens of thousands of nodes in memory, so that
 * only some go on at once, and of the large ones fewer still. `signal` calls off the walk, also while it waits.
 *
 * @throws ProblemError `busy` when too many wait already.
 */
export async function* inWalkTurn<T>(
  session: Session,
  signal: AbortSignal,
  begin: (enterLarge: EnterLarge) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const leave = await all.enter(session, signal).catch(refuse);
  try {
    yield* begin((walking) => large.enter(session, walking));
  } finally {
    leave();
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof QueueFull)) throw error;
  const detail = 'Too many graphs are being read at the moment.';
  const { walksRetryAfterSeconds: retryAfterSeconds } = limits;
  throw new ProblemError(makeProblem('busy', detail, { requestId: '', retryAfterSeconds }), { cause: error });
}
