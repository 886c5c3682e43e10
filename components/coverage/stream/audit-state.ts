import type { Problem } from '#lib/api/problems/problem';
import type { Audit, AuditEvent, AuditRow } from '#lib/audit/audit';
import type { MergedRows } from './merge-rows.ts';
import { beginRun, mergeRowAgain, mergeRows, noRows } from './merge-rows.ts';

/** What an audit came to, its rows aside. */
type AuditEnd = Omit<Audit, 'rows'>;

/** What is known of an audit that is being read, was stopped, broke off, or is over. */
export type AuditState = MergedRows & {
  readonly status: 'reading' | 'stopped' | 'failed' | 'ended';
  /** Artifacts that are known to exist, as far as they are listed. */
  readonly known: number;
  /** What was left out, in sentences. */
  readonly limits: readonly string[];
  /** Absent until the whole answer came. */
  readonly end?: AuditEnd;
  /** Why it broke off. */
  readonly problem?: Problem;
};

export type AuditAction =
  /** Asks, for the first time or again: what was read stays. */
  | { readonly type: 'start' | 'stop' }
  /** One artifact that was asked for again by one of its tags. */
  | { readonly type: 'again'; readonly row: AuditRow }
  | { readonly type: 'events'; readonly events: readonly AuditEvent[] }
  | { readonly type: 'fail'; readonly problem: Problem };

export const startingAudit: AuditState = {
  ...noRows,
  status: 'reading',
  known: 0,
  limits: [],
};

/** The state after an action. Events that come late, after a stop, change nothing. */
export function reduceAudit(state: AuditState, action: AuditAction): AuditState {
  switch (action.type) {
    case 'start': {
      const { problem: _, end: __, ...rest } = state;
      return { ...rest, ...beginRun(state.rows), status: 'reading', limits: [] };
    }
    case 'stop':
      return state.status === 'reading' ? { ...state, status: 'stopped' } : state;
    case 'fail':
      return state.status === 'reading' ? { ...state, status: 'failed', problem: action.problem } : state;
    case 'events':
      return state.status === 'reading' ? withEvents(state, action.events) : state;
    case 'again':
      return { ...state, rows: mergeRowAgain(state.rows, action.row) };
    default:
      return action satisfies never;
  }
}

/** How many artifacts were read, and of how many: what an earlier run read counts too. */
export function auditProgress({ rows, known, status }: AuditState): {
  readonly read: number;
  readonly known: number;
} {
  return { read: rows.size, known: status === 'ended' ? rows.size : Math.max(known, rows.size) };
}

function withEvents(state: AuditState, events: readonly AuditEvent[]): AuditState {
  const fresh = events.flatMap((event) => (event.type === 'row' ? [event.row] : []));
  const known = events.reduce((most, event) => (event.type === 'progress' ? event.known : most), state.known);
  const limits = events.flatMap((event) => (event.type === 'limit' ? [event.reason] : []));
  const next: AuditState = {
    ...state,
    ...(fresh.length === 0 ? {} : mergeRows(state, fresh)),
    known,
    limits: limits.length === 0 ? state.limits : [...new Set([...state.limits, ...limits])],
  };
  const end = events.find((event) => event.type === 'end');
  return end === undefined ? next : withEnd(next, end);
}

function withEnd(state: AuditState, event: Extract<AuditEvent, { type: 'end' }>): AuditState {
  const { type: _, ...end } = event;
  const { rows, sent } = state;
  // What a run that looked at everything did not meet is gone; one that left something out proves nothing.
  const isGone = end.complete && rows.size > sent.size;
  return {
    ...state,
    status: 'ended',
    rows: isGone ? new Map([...rows].filter(([key]) => sent.has(key))) : rows,
    limits: end.limits,
    end,
  };
}
