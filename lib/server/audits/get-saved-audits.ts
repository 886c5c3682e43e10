import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { getServices } from '#lib/server/platform/services';
import { getTeamStores } from '#lib/server/sessions/team-stores';
import { getAuditStore } from './audit-store.ts';
import { savedAuditLimits } from './limits.ts';
import type { SavedAudits } from './saved-audits.ts';
import { openSavedAudits } from './saved-audits.ts';
import { openSharedAudits } from './shared-audits.ts';

const opened = new LRUCache<string, SavedAudits>({ max: savedAuditLimits.foldersMax });

/**
 * The saved audits: of one's own machine in its data folder, of a team in its database. There what somebody saved is
 * nobody else's, whose role may not reach what it tells.
 *
 * @throws Error where a team is served and its database was not opened
 */
export function getSavedAudits(): SavedAudits {
  const { dataDir, shared } = getServices().settings;
  if (shared !== undefined) return openSharedAudits(getAuditStore(), getTeamStores().now);
  const folder = join(dataDir, 'audits');
  const audits = opened.get(folder) ?? openSavedAudits(folder);
  opened.set(folder, audits);
  return audits;
}
