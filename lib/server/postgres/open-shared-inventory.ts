import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import { openQueue } from '#lib/inventory/queue/open-queue';
import { prepareQueue } from '#lib/inventory/queue/prepare-queue';
import { readOldestFacts } from '#lib/inventory/store/oldest-facts';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { countPermits, takePermits } from '#lib/inventory/store/permits';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import type { Secret } from '#lib/registry/auth/credential';
import { watchInventory } from '#lib/server/inventory/inventory-metrics';
import type { InventoryService } from '#lib/server/inventory/inventory-service';
import { runInventory } from '#lib/server/inventory/run-inventory';
import { createScanPace } from '#lib/server/inventory/scan-pace';
import { createScanSessions } from '#lib/server/inventory/scan-session';
import type { InventorySettings } from '#lib/server/platform/inventory-settings';
import { getLog } from '#lib/server/platform/log';
import { StartError } from '#lib/server/platform/start-error';
import { guardStore } from './guard-store.ts';
import { openTables } from './open-tables.ts';
import { openPostgresHooks } from './postgres-hooks.ts';

/**
 * Brings the tables of the inventory and of its queue up to this release.
 *
 * @throws StartError `database` where a later release has been there
 */
export async function migrateInventory(url: Secret): Promise<void> {
  const tables = openTables(url.reveal());
  const state = await prepareInventory(tables).finally(() => tables.destroy());
  if (state === 'too-new') {
    const message =
      'A newer Orrery has changed the inventory so that this one cannot use it. Start the newer one.';
    throw new StartError('database', message);
  }
  await prepareQueue({ kind: 'postgres', url: url.reveal() });
}

/** The inventory in the PostgreSQL that replicas share. @throws StartError `database` where it cannot be used */
export async function openSharedInventory(
  url: Secret,
  { role, requestsPerSecond }: Pick<InventorySettings, 'role' | 'requestsPerSecond'>,
): Promise<InventoryService> {
  await migrateInventory(url);
  const tables = openTables(url.reveal());
  const pace = createScanPace(requestsPerSecond, {
    take: (...asked) => takePermits(tables, ...asked),
    taken: (registry) => countPermits(tables, registry),
  });
  const queue = await openQueue({
    place: { kind: 'postgres', url: url.reveal() },
    onFault: (err) => getLog().error({ err }, 'the queue of the inventory'),
  });
  if (role !== 'web') watchInventory({ queue, oldestFacts: () => readOldestFacts(tables) });
  const service = await runInventory({
    store: openInventoryStore(tables),
    questions: guarded(openInventoryQuestions(tables)),
    queue,
    pace,
    rate: requestsPerSecond,
    sessionFor: createScanSessions(pace),
    isWorker: role !== 'web',
    isKeptFresh: true,
  });
  return {
    ...guarded(service),
    // What it may fail by is said by the registry.
    estimate: service.estimate,
    hooks: guarded(openPostgresHooks(tables)),
    close: () => service.close().finally(() => tables.destroy()),
  };
}

// Who asks while the database is away is told so, and a registry that notifies may send it again.
function guarded<Store extends Parameters<typeof guardStore>[0]>(store: Store): Store {
  return guardStore(store, () => true);
}
