import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { getServices } from '#lib/server/platform/services';
import type { Session } from '#lib/server/sessions/session';
import { savedAuditLimits } from './limits.ts';
import type { SavedAudits } from './saved-audits.ts';
import { openSavedAudits } from './saved-audits.ts';

const opened = new LRUCache<string, SavedAudits>({ max: savedAuditLimits.foldersMax });

/**
 * The saved audits that a session may see. Each person of a team has a folder of their own: what they saved outlives
 * the process, and is nobody else's, whose role may not reach what it tells.
 */
export function auditsOf({ owner }: Pick<Session, 'owner'>): SavedAudits {
  const { dataDir, shared } = getServices().settings;
  const all = join(dataDir, 'audits');
  const folder = shared === undefined ? all : join(all, createHash('sha256').update(owner).digest('hex'));
  const audits = opened.get(folder) ?? openSavedAudits(folder);
  opened.set(folder, audits);
  return audits;
}
