import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditCheck } from '#lib/server/plans/audit/audit-check';
import { createAuditCheck } from '#lib/server/plans/audit/audit-check';
import type { AuditLog } from '#lib/server/plans/audit/audit-log';
import { openAuditLog } from '#lib/server/plans/audit/audit-log';
import type { DatabaseState } from '#lib/server/plans/database-state';
import type { Journal } from '#lib/server/plans/journal/journal';
import { openJournal } from '#lib/server/plans/journal/open-journal';
import { clearArchives } from '#lib/server/plans/run/archives';
import type { OtherReplicas } from '#lib/server/plans/run/other-replicas';
import { noOtherReplicas } from '#lib/server/plans/run/other-replicas';
import { StartError } from '#lib/server/platform/start-error';
import type { Holdings } from '#lib/server/replicas/holdings';
import type { TeamStores } from '#lib/server/sessions/team-stores';

/** Where changes are recorded. */
export type Persistence = {
  readonly journal: Journal;
  readonly auditLog: AuditLog;
  readonly auditCheck: AuditCheck;
  readonly others: OtherReplicas;
  /** False while nothing can be recorded. */
  readonly isReady: () => boolean;
  /** Milliseconds since 1970, by the clock that all who share the record go by. */
  readonly now: () => number;
  /** Of a shared Orrery; undefined on a machine of one's own, where sessions end with the process. */
  readonly team?: TeamStores;
  /** Which replica holds what lies in a data folder; undefined where there is only this one. */
  readonly holdings?: Holdings;
  /** Of a database that replicas share. */
  readonly describe?: () => Promise<DatabaseState>;
  readonly close: () => Promise<void>;
};

/**
 * Opens the journal and the audit log of a data folder, which this process has locked.
 *
 * @throws StartError when they cannot be opened
 */
export async function openPersistence(dataDir: string): Promise<Persistence> {
  try {
    mkdirSync(dataDir, { recursive: true });
    const journal = openJournal(join(dataDir, 'journal.db'));
    await clearArchives(dataDir, async (id) => (await journal.find(id)) !== undefined, { unfinished: true });
    const auditLog = openAuditLog(dataDir);
    return {
      journal,
      auditLog,
      auditCheck: createAuditCheck(auditLog),
      others: noOtherReplicas,
      isReady: () => true,
      now: Date.now,
      close: () => journal.close().finally(auditLog.close),
    };
  } catch (cause) {
    const message = `The journal or the audit log in ${dataDir} cannot be opened. Set them aside, or name another folder in ORRERY_DATA_DIR.`;
    throw new StartError('data', message, { cause });
  }
}
