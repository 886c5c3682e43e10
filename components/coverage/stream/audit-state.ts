import type { Problem } from '#lib/api/problems/problem';
import type { Audit, AuditEvent, AuditRow } from '#lib/audit/audit';

/** What an audit came to, its rows aside. */
type AuditEnd = Omit<Audit, 'rows'>;

/** What is known of an audit that is being read, was stopped, broke off, or is over. */
export type AuditState = {
  readonly status: 'reading' | 'stopped' | 'failed' | 'ended';
  /** The rows by {@link artifactKey}, in the order in which they came. */
  readonly rows: ReadonlyMap<string, AuditRow>;
  /** The rows that this run has sent; those of an earlier one stay until it is known that they are gone. */
  readonly sent: ReadonlySet<string>;
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
  status: 'reading',
  rows: new Map(),
  sent: new Set(),
  known: 0,
  limits: [],
};

/** The state after an action. Events that come late, after a stop, change nothing. */
export function reduceAudit(state: AuditState, action: AuditAction): AuditState {
  switch (action.type) {
    case 'start': {
      const { problem: _, end: __, ...rest } = state;
      return { ...rest, status: 'reading', sent: new Set(), limits: [] };
    }
    case 'stop':
      return state.status === 'reading' ? { ...state, status: 'stopped' } : state;
    case 'fail':
      return state.status === 'reading' ? { ...state, status: 'failed', problem: action.problem } : state;
    case 'events':
      return state.status === 'reading' ? withEvents(state, action.events) : state;
    case 'again':
      return { ...state, rows: withRowAgain(state.rows, action.row) };
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

/** What one artifact is called in a map: its repository and digest, or its reference where nobody knows the digest. */
export function artifactKey({ reference, digest }: Pick<AuditRow, 'reference' | 'digest'>): string {
  return digest === undefined ? reference : `${repositoryOf(reference)}@${digest}`;
}

/** `host/name` of `host/name:tag` and `host/name@digest`. */
export function repositoryOf(reference: string): string {
  const at = reference.indexOf('@');
  const name = at < 0 ? reference : reference.slice(0, at);
  const slash = name.lastIndexOf('/');
  const colon = name.lastIndexOf(':');
  return slash >= 0 && colon > slash ? name.slice(0, colon) : name;
}

function withEvents(state: AuditState, events: readonly AuditEvent[]): AuditState {
  const fresh = events.flatMap((event) => (event.type === 'row' ? [event.row] : []));
  const known = events.reduce((most, event) => (event.type === 'progress' ? event.known : most), state.known);
  const limits = events.flatMap((event) => (event.type === 'limit' ? [event.reason] : []));
  const next: AuditState = {
    ...state,
    ...(fresh.length === 0 ? {} : withRows(state, fresh)),
    known,
    limits: limits.length === 0 ? state.limits : [...new Set([...state.limits, ...limits])],
  };
  const end = events.find((event) => event.type === 'end');
  return end === undefined ? next : withEnd(next, end);
}

function withRows({ rows, sent }: AuditState, fresh: readonly AuditRow[]): Pick<AuditState, 'rows' | 'sent'> {
  const next = new Map(rows);
  const all = new Set(sent);
  for (const row of fresh) {
    const key = artifactKey(row);
    next.set(key, row);
    all.add(key);
  }
  // A row of an earlier run whose tags are another artifact's by now, or that had no digest then.
  if (next.size > all.size) {
    const taken = new Set(fresh.flatMap(tagsOf));
    for (const [key, row] of next)
      if (!all.has(key) && tagsOf(row).some((tag) => taken.has(tag))) next.delete(key);
  }
  return { rows: next, sent: all };
}

function withRowAgain(rows: AuditState['rows'], row: AuditRow): AuditState['rows'] {
  const next = new Map(rows);
  const key = artifactKey(row);
  const before = rows.get(key) ?? [...rows.values()].find(({ reference }) => reference === row.reference);
  // It was asked for by one tag, and the others still name it; where its tag moved it is in place of what was there.
  const tags = before?.digest === row.digest || before?.digest === undefined ? before?.tags : undefined;
  if (before !== undefined) next.delete(artifactKey(before));
  return next.set(key, { ...row, tags: tags ?? row.tags });
}

function tagsOf({ reference, tags }: AuditRow): readonly string[] {
  const repository = repositoryOf(reference);
  return tags.map((tag) => `${repository}:${tag}`);
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
