import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScratchDatabase } from '#e2e/fakes/scratch-database';
import type { ProductDatabase } from '#e2e/inventory/fleet/open-product';
import { startPostgres } from '#e2e/tools/postgres';
import { openEmbeddedDatabase } from '#lib/server/inventory/embedded/embedded-database';
import { openKysely } from '#lib/server/inventory/embedded/embedded-dialect';

/** An empty database, which is gone after `close`. */
type FleetDatabase = { readonly place: ProductDatabase; readonly close: () => Promise<void> };

/** Starts PostgreSQL, or the database of one machine for `embedded`. */
export async function openFleetDatabase(kind: string): Promise<FleetDatabase> {
  return kind === 'embedded' ? await openEmbedded() : await openPostgres();
}

async function openPostgres(): Promise<FleetDatabase> {
  const server = await startPostgres();
  const database = await openScratchDatabase(server.url);
  return {
    place: { database, serverUrl: server.url },
    close: async () => {
      await database.remove();
      await server.stop();
    },
  };
}

async function openEmbedded(): Promise<FleetDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-fleet-'));
  const database = await openEmbeddedDatabase(folder);
  return {
    place: { database: { tables: openKysely(database) }, embedded: database },
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
