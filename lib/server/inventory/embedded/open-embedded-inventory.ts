import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import { openQueue } from '#lib/inventory/queue/open-queue';
import { prepareQueue } from '#lib/inventory/queue/prepare-queue';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import type { RunningInventory } from '#lib/server/inventory/inventory-service';
import type { InventoryParts } from '#lib/server/inventory/run-inventory';
import { runInventory } from '#lib/server/inventory/run-inventory';
import { getLog } from '#lib/server/platform/log';
import type { EmbeddedDatabase } from './embedded-database.ts';
import { isDamage, openEmbeddedDatabase } from './embedded-database.ts';
import { openKysely } from './embedded-dialect.ts';
import type { EmbeddedFolder } from './embedded-folder.ts';
import { tidyDatabase } from './tidy-database.ts';

/** How registries are scanned, whether the inventory is open or not. */
export type Scanning = Pick<InventoryParts, 'pace' | 'rate' | 'sessionFor'>;

/** The inventory of one machine while it is open. */
export type OpenInventory = {
  readonly service: RunningInventory;
  /** What was there could not be relied on, and is made again. */
  readonly wasSetAside: boolean;
  /** Has done what is due. */
  readonly lookAgain: () => Promise<void>;
  /** Keeps it small and its answers fast; to be called now and then. */
  readonly tidy: () => Promise<void>;
  /** Whether a job is under way, or waits for no time. */
  readonly isAtWork: () => Promise<boolean>;
  /** Resolves when its database has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Opens the inventory of this machine. What cannot be opened, or is damaged, is set aside, and an empty one is made.
 *
 * @throws DatabaseFailure when that fails, too
 */
export async function openEmbeddedInventory(
  folder: EmbeddedFolder,
  scanning: Scanning,
): Promise<OpenInventory> {
  const wasTorn = folder.enter();
  try {
    return await openIn(folder, scanning, wasTorn);
  } catch (error) {
    if (!isDamage(error)) throw error;
    getLog().error({ err: error }, 'the inventory of this machine was damaged and is made again');
    folder.setAside();
    folder.enter();
    return await openIn(folder, scanning, true);
  }
}

async function openIn(
  folder: EmbeddedFolder,
  scanning: Scanning,
  wasSetAside: boolean,
): Promise<OpenInventory> {
  // Making a database takes three times the memory of having one: the process that has made it does not stay.
  if (!folder.isThere()) await openEmbeddedDatabase(folder.path).then((database) => database.close());
  const database = await openEmbeddedDatabase(folder.path);
  try {
    const kysely = openKysely(database);
    await prepareInventory(kysely);
    const place = { kind: 'embedded', database } as const;
    await prepareQueue(place);
    const queue = await openQueue({
      place,
      onFault: (err) => getLog().debug({ err }, 'the queue of the inventory'),
    });
    const service = await runInventory({
      store: openInventoryStore(kysely),
      questions: openInventoryQuestions(kysely),
      queue,
      ...scanning,
      isWorker: true,
      // Nobody wants a laptop to ask registries all day.
      isKeptFresh: false,
    });
    return {
      service,
      wasSetAside,
      lookAgain: () => queue.add([{ kind: 'sweep' }]),
      tidy: () => tidyDatabase(database),
      isAtWork: () => isAtWork(database),
      ended: database.ended,
      close: async () => {
        await service.close().finally(database.close);
        folder.leave();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function isAtWork(database: EmbeddedDatabase): Promise<boolean> {
  // What waits for a time, as after an outage, is done when it is opened the next time.
  const { rows } = await database.executeSql(
    "SELECT 1 FROM pgboss.job WHERE state < 'completed' AND (state = 'active' OR start_after <= now()) LIMIT 1",
  );
  return rows.length > 0;
}
