import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { processGlobal } from '#lib/server/platform/process-global';
import { getServices } from '#lib/server/platform/services';
import type { Session } from '#lib/server/sessions/session';
import { openQuestionFolder } from './question-folder.ts';
import type { QuestionStore } from './question-store.ts';
import { getSharedQuestions } from './question-store.ts';

// One for the routes, which Next bundles apart, and the jobs: they must not write a file at the same time.
const opened = processGlobal('question-folders', () => new LRUCache<string, QuestionStore>({ max: 10 }));

/**
 * The saved questions: of one's own machine in its data folder, of a team in its database. Apart from the inventory, which
 * can be filled again from the registries; these cannot.
 *
 * @throws Error where a team is served and its database was not opened
 */
export function getQuestionStore(): QuestionStore {
  const { dataDir, shared } = getServices().settings;
  if (shared !== undefined) return getSharedQuestions();
  const folder = join(dataDir, 'questions');
  const store = opened.get(folder) ?? openQuestionFolder(folder);
  opened.set(folder, store);
  return store;
}

/** Whose questions those of a session are. On one's own machine they are all of the one who sits there. */
export function questionOwnerOf({ owner, user }: Session): string {
  return user === undefined ? '' : owner;
}
