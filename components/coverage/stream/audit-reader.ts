import { problemOf } from '#components/ui/problem-of.ts';
import type { AuditEvent } from '#lib/audit/audit';
import type { AuditAction, AuditState } from './audit-state.ts';
import { auditProgress, reduceAudit, startingAudit } from './audit-state.ts';
import type { Pace } from './pace.ts';
import { nextPace, secondsUntil } from './pace.ts';

/** What a reader knows: the audit so far, and in how many seconds it is over where that can be told. */
export type AuditSnapshot = { readonly state: AuditState; readonly secondsLeft: number | undefined };

/** Reads an audit as it comes, stops, and goes on. */
export type AuditReader = {
  readonly snapshot: () => AuditSnapshot;
  /** Calls back after each change; gives the way to end that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Begins, unless there is nothing left to read; the function that it gives stops all questions and says nothing. */
  readonly open: () => () => void;
  readonly stop: () => void;
  /** Reads again: what was read stays until it is replaced. `isFresh`: nothing that the server remembers serves. */
  readonly goOn: (isFresh?: boolean) => void;
};

type ReaderParts = {
  readonly stream: (isFresh: boolean, signal: AbortSignal) => AsyncIterable<readonly AuditEvent[]>;
  /** Milliseconds. */
  readonly now: () => number;
  /** What was read before. */
  readonly known?: AuditState | undefined;
};

/** A reader of one audit. */
export function createAuditReader({ stream, now, known = startingAudit }: ReaderParts): AuditReader {
  const listeners = new Set<() => void>();
  let current: AuditSnapshot = { state: known, secondsLeft: undefined };
  let pace: Pace | undefined;
  let running: AbortController | undefined;

  const dispatch = (action: AuditAction) => {
    const state = reduceAudit(current.state, action);
    if (state === current.state) return;
    pace = nextPace(action.type === 'start' ? undefined : pace, now(), state.rows.size);
    const { read, known: all } = auditProgress(state);
    current = {
      state,
      secondsLeft: state.status === 'reading' ? secondsUntil(pace, all - read) : undefined,
    };
    for (const listener of listeners) listener();
  };
  const run = async (isFresh: boolean) => {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    dispatch({ type: 'start' });
    try {
      for await (const events of stream(isFresh, signal)) {
        if (signal.aborted) return;
        dispatch({ type: 'events', events });
      }
    } catch (error) {
      if (!signal.aborted) dispatch({ type: 'fail', problem: problemOf(error) });
    }
  };
  return {
    snapshot: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open: () => {
      if (current.state.status === 'reading') void run(false);
      return () => running?.abort();
    },
    stop: () => {
      running?.abort();
      dispatch({ type: 'stop' });
    },
    goOn: (isFresh = false) => void run(isFresh),
  };
}
