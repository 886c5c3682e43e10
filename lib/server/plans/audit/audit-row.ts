import { createHash } from 'node:crypto';

/** One event of a change: who did what to which registry. It never holds a body or a credential. */
export type AuditLogEvent = {
  readonly requestId: string;
  /** The person of a team who asked, by the id that stays the same however they are called; absent on one's own machine. */
  readonly owner?: string | undefined;
  /** The user name at the registry, `anonymous` without one; in a team the person before it. */
  readonly actor: string;
  readonly registry: string;
  readonly repository: string;
  readonly action: string;
  /** The verb of a step; `run` for the plan as a whole. */
  readonly verb: string;
  readonly target: string;
  readonly digests: readonly string[];
  /** Empty for a plan that was refused before it was made. */
  readonly plan: string;
  /** `started`, `done`, `failed`, `refused`, … with a colon and its code where there is one. */
  readonly result: string;
};

/** One line of the log: the event, its place, and the hash that ties it to all before. */
export type AuditLogRow = AuditLogEvent & {
  /** From 1, without a gap. */
  readonly row: number;
  /** RFC 3339. */
  readonly time: string;
  readonly hash: string;
};

/** The hash before the first row. */
export const firstHash = '0'.repeat(64);

/** sha256 over the hash of the row before and the canonical JSON of this one. */
export function hashRow(previous: string, row: Omit<AuditLogRow, 'hash'>): string {
  return createHash('sha256').update(previous).update(canonicalJson(row)).digest('hex');
}

/** The row that follows another: the event with its place, its time and its hash. */
export function nextRow(
  previous: Pick<AuditLogRow, 'row' | 'hash'>,
  time: string,
  event: AuditLogEvent,
): AuditLogRow {
  const numbered = { row: previous.row + 1, time, ...event };
  return { ...numbered, hash: hashRow(previous.hash, numbered) };
}

/** The JSON of a flat object with its names in order, so that who verifies it need not know how it was written. */
function canonicalJson(values: Readonly<Record<string, unknown>>): string {
  const { hash: _, ...rest } = values;
  return JSON.stringify(Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** The row that a line of the log holds; undefined when it holds none. */
export function parseAuditRow(line: string): AuditLogRow | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isAuditRow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isAuditRow(value: unknown): value is AuditLogRow {
  if (typeof value !== 'object' || value === null) return false;
  return 'row' in value && typeof value.row === 'number' && 'hash' in value && typeof value.hash === 'string';
}
