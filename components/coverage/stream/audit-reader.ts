import { problemOf } from '#components/ui/problem-of.ts';
import type { AuditEvent, AuditRow } from '#lib/audit/audit';
import type { AuditAction, AuditState } from './audit-state.ts';
import { auditProgress, reduceAudit, startingAudit } from './audit-state.ts';
import type { Pace } from './pace.ts';
import { nextPace, secondsUntil } from './pace.ts';

/** What a reader knows. */
export type AuditSnapshot = {
  readonly state: AuditState;
  /** Until the audit is over; undefined where that is unclear. */
  readonly secondsLeft: number | undefined;
  /** Single artifacts that are being asked for again. */
  readonly asking: number;
};

/** What the server is asked: the whole audit, or one artifact of it. */
export type AuditCall = {
  /** The reference of the artifact; absent for the whole. */
  readonly artifact?: string;
  /** Nothing that the server remembers serves. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
};

/** Reads an audit as it comes, stops, and goes on. */
export type AuditReader = {
  readonly snapshot: () => AuditSnapshot;
  /** Calls back after each change; gives the way to end that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Begins, unless there is nothing left to read; the function that it gives stops all questions and says nothing. */
  readonly open: () => () => void;
  readonly stop: () => void;
  /** Reads again: what was read stays until it is replaced. */
  readonly goOn: (isFresh?: boolean) => void;
  /** Asks for these artifacts alone; fresh, unless it says otherwise: with nothing that the server remembers. */
  readonly askAgain: (rows: readonly AuditRow[], isFresh?: boolean) => void;
};

type ReaderParts = {
  readonly stream: (call: AuditCall) => AsyncIterable<readonly AuditEvent[]>;
  /** Milliseconds. */
  readonly now: () => number;
  /** What was read before. */
  readonly known?: AuditState | undefined;
};

/** Artifacts that are asked for again at the same time. */
const againAtOnce = 3;

/** A reader of one audit. */
export function createAuditReader({ stream, now, known = startingAudit }: ReaderParts): AuditReader {
  const store = createStore(known, now);
  const { dispatch, snapshot } = store;
  let running = new AbortController();

  const run = async (isFresh: boolean) => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    dispatch({ type: 'start' });
    try {
      for await (const events of stream({ isFresh, signal })) {
        if (signal.aborted) return;
        dispatch({ type: 'events', events });
      }
    } catch (error) {
      if (!signal.aborted) dispatch({ type: 'fail', problem: problemOf(error) });
    }
  };
  const askAgain = async (rows: readonly AuditRow[], isFresh: boolean) => {
    if (snapshot().state.status === 'reading' || snapshot().asking > 0) return;
    running = new AbortController();
    const { signal } = running;
    const left = [...rows];
    store.setAsking(left.length);
    const worker = async () => {
      for (let row = left.shift(); row !== undefined && !signal.aborted; row = left.shift()) {
        const again = await rowAgain(stream({ artifact: row.reference, isFresh, signal }));
        if (again !== undefined && !signal.aborted) dispatch({ type: 'again', row: again });
        store.setAsking(snapshot().asking - 1);
      }
    };
    await Promise.all(Array.from({ length: againAtOnce }, worker));
    store.setAsking(0);
  };
  return {
    snapshot,
    subscribe: store.subscribe,
    open: () => {
      if (snapshot().state.status === 'reading') void run(false);
      return () => running.abort();
    },
    stop: () => {
      running.abort();
      dispatch({ type: 'stop' });
    },
    goOn: (isFresh = false) => void run(isFresh),
    askAgain: (rows, isFresh = true) => void askAgain(rows, isFresh),
  };
}

/** The row of one artifact; undefined where it cannot be asked now: then what is known of it stays. */
async function rowAgain(stream: AsyncIterable<readonly AuditEvent[]>): Promise<AuditRow | undefined> {
  let row: AuditRow | undefined;
  try {
    for await (const events of stream) for (const event of events) if (event.type === 'row') row = event.row;
  } catch (error) {
    // Also a problem is an answer of our own server: anything else is a fault of this page.
    problemOf(error);
  }
  return row;
}

function createStore(known: AuditState, now: () => number) {
  const listeners = new Set<() => void>();
  let current: AuditSnapshot = { state: known, secondsLeft: undefined, asking: 0 };
  let pace: Pace | undefined;
  const set = (next: Partial<AuditSnapshot>) => {
    current = { ...current, ...next };
    for (const listener of listeners) listener();
  };
  return {
    snapshot: () => current,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    setAsking: (asking: number) => set({ asking }),
    dispatch: (action: AuditAction) => {
      const state = reduceAudit(current.state, action);
      if (state === current.state) return;
      pace = nextPace(action.type === 'start' ? undefined : pace, now(), state.rows.size);
      const { read, known: all } = auditProgress(state);
      set({ state, secondsLeft: state.status === 'reading' ? secondsUntil(pace, all - read) : undefined });
    },
  };
}
