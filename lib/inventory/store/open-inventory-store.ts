import type { Descriptor } from '#lib/oci/descriptor';
import { formatPlatform, isUnknownPlatform } from '#lib/oci/platform';
import { createDictionaries } from './dictionaries.ts';
import { dueQuestions } from './due.ts';
import { forgetPlace } from './forget.ts';
import { readFreshness } from './freshness.ts';
import type { InventoryStore } from './inventory-store.ts';
import { lookedAtQuestions } from './looked-at.ts';
import { nameManifests } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { reachQuestions } from './reach.ts';
import { registryState } from './registry-state.ts';
import { sweepInventory } from './sweep.ts';
import { unreadQuestions } from './unread-documents.ts';
import { putDocuments } from './write-documents.ts';
import { writeRepositories } from './write-repositories.ts';
import { putChildren, putSubject } from './write-subject.ts';
import { writeTags } from './write-tags.ts';

/** The inventory in a database whose tables are prepared. It remembers numbers of names, and nothing else. */
export function openInventoryStore(database: InventoryDatabase): InventoryStore {
  const dictionaries = createDictionaries();
  return {
    ...writeRepositories(database),
    ...writeTags(database),
    putIndex: (parent, entries) =>
      database.transaction().execute(async (transaction) => {
        await nameManifests(transaction, [parent, ...entries.map(({ digest }) => digest)]);
        await putChildren(
          transaction,
          entries.map((entry) => ({ parent, digest: entry.digest, platform: platformOf(entry) })),
        );
      }),
    putSubject: (subject) => putSubject(database, dictionaries, subject),
    putDocuments: (digest, documents, readWith) =>
      putDocuments(database, dictionaries, digest, documents, readWith),
    ...dueQuestions(database),
    ...lookedAtQuestions(database),
    ...reachQuestions(database),
    ...unreadQuestions(database),
    ...registryState(database),
    freshness: (host, repository) => readFreshness(database, host, repository),
    sweep: () => sweepInventory(database),
    forget: (host, repository) => forgetPlace(database, host, repository),
  };
}

/** As the graph writes it; undefined for an entry that stands beside the platforms. */
function platformOf({ platform }: Pick<Descriptor, 'platform'>): string | undefined {
  return platform === undefined || isUnknownPlatform(platform) ? undefined : formatPlatform(platform);
}
