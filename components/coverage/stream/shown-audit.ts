import type { AuditRow } from '#lib/audit/audit';
import type { AuditQuery, AuditQueryChange } from './audit-query.ts';
import type { AuditState } from './audit-state.ts';

/** An audit as the page shows it: what the parts around the matrix work on. */
export type ShownAudit = {
  readonly query: AuditQuery;
  /** Asks something else; the page keeps it in its address. */
  readonly onQueryChange: (change: AuditQueryChange) => void;
  readonly state: AuditState;
  /** The rows that the filter leaves, in the order of the matrix. */
  readonly shown: readonly AuditRow[];
  readonly isFiltered: boolean;
};
