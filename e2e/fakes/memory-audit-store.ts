import type { AuditStore, StoredAudit } from '#lib/server/audits/audit-store';

type Row = StoredAudit & { readonly owner: string };

/** The audits that people saved in memory, for tests that need no database. */
export function memoryAuditStore(): AuditStore {
  let rows: readonly Row[] = [];
  const isOf = (owner: string, id: string) => (row: Row) => row.owner === owner && row.id === id;
  return {
    add: async (owner, audit, { auditsMax, bytesMax }) => {
      const own = rows.filter((row) => row.owner === owner);
      const bytes = own.reduce((sum, { content }) => sum + content.byteLength, audit.content.byteLength);
      if (own.length >= auditsMax || bytes > bytesMax) return false;
      rows = [...rows, { ...audit, owner }];
      return true;
    },
    list: async (owner, scope) =>
      rows
        .filter((row) => row.owner === owner && (scope === undefined || row.scope === scope))
        .toSorted((a, b) => (a.saved < b.saved ? 1 : -1))
        .map(({ head }) => head),
    find: async (owner, id) => rows.find(isOf(owner, id))?.content,
    remove: async (owner, id) => {
      const found = rows.find(isOf(owner, id));
      rows = rows.filter((row) => row !== found);
      return found !== undefined;
    },
  };
}
