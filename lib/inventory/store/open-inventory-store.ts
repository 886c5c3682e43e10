import { createDictionaries } from './dictionaries.ts';
import { dueQuestions } from './due.ts';
import { forgetPlace } from './forget.ts';
import { readFreshness } from './freshness.ts';
import type { InventoryStore } from './inventory-store.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { reachQuestions } from './reach.ts';
import { registryState } from './registry-state.ts';
import { sweepInventory } from './sweep.ts';
import { unreadQuestions } from './unread-documents.ts';
import { putDocuments } from './write-documents.ts';
import { writeRepositories } from './write-repositories.ts';
import { putSubject } from './write-subject.ts';
import { writeTags } from './write-tags.ts';

/** The inventory in a database whose tables are prepared. It remembers numbers of names, and nothing else. */
export function openInventoryStore(database: InventoryDatabase): InventoryStore {
  const dictionaries = createDictionaries();
  return {
    ...writeRepositories(database),
    ...writeTags(database),
    putSubject: (subject) => putSubject(database, dictionaries, subject),
    putDocuments: (digest, documents, readWith) =>
      putDocuments(database, dictionaries, digest, documents, readWith),
    ...dueQuestions(database),
    ...reachQuestions(database),
    ...unreadQuestions(database),
    ...registryState(database),
    freshness: (host, repository) => readFreshness(database, host, repository),
    sweep: () => sweepInventory(database),
    forget: (host, repository) => forgetPlace(database, host, repository),
  };
}
