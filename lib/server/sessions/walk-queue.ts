import { createFairSemaphore, SemaphoreFull } from '#lib/async/fair-semaphore';
import type { Release } from '#lib/async/semaphore';
import { limits } from '#lib/server/platform/limits';
import type { WorkKind } from '#lib/server/platform/metrics';
import { getMetrics } from '#lib/server/platform/metrics';
import { problemError } from '#lib/server/platform/problem-error';
import type { Session } from './session.ts';

const all = createFairSemaphore({
  permits: limits.walksAtOnce,
  permitsPerOwner: limits.walksAtOncePerSession,
  waitingMax: limits.walksWaitingMax,
  waitingMaxPerOwner: limits.walksWaitingMaxPerSession,
});
const rows = createFairSemaphore({
  permits: limits.rowWalksAtOnce,
  permitsPerOwner: limits.rowWalksAtOncePerSession,
});
const large = createFairSemaphore({
  permits: limits.largeWalksAtOnce,
  permitsPerOwner: limits.largeWalksAtOnce,
});

/** Waits until one more walk may become large. */
type EnterLarge = (signal: AbortSignal) => Promise<Release>;

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
  yield* holding('walk', await all.acquire(session, signal).catch(refuse), session, begin);
}

/**
 * The same for the rows of lists, which nobody waits for one by one: they have places of their own, so that an audit of
 * ten thousand artifacts keeps nobody from opening one, and as many as wait get their turn.
 */
export async function* inRowTurn<T>(
  session: Session,
  signal: AbortSignal,
  begin: (enterLarge: EnterLarge) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  yield* holding('rows', await rows.acquire(session, signal), session, begin);
}

async function* holding<T>(
  kind: WorkKind,
  release: Release,
  session: Session,
  begin: (enterLarge: EnterLarge) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  // What nobody reads to its end was left.
  let outcome = 'left';
  getMetrics().workBegan(kind);
  try {
    yield* begin((walking) => large.acquire(session, walking));
    outcome = 'done';
  } catch (error) {
    outcome = 'failed';
    throw error;
  } finally {
    getMetrics().workEnded(kind, outcome);
    release();
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof SemaphoreFull)) throw error;
  const detail = 'Too many graphs are being read at the moment.';
  const { walksRetryAfterSeconds: retryAfterSeconds } = limits;
  throw problemError('busy', detail, { retryAfterSeconds, cause: error });
}
