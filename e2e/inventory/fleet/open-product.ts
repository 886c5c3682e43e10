import { sql } from 'kysely';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import type { RequestTally } from '#e2e/inventory/fleet/request-tally';
import { createRequestTally, tallied } from '#e2e/inventory/fleet/request-tally';
import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { QueueDatabase, QueuePlace } from '#lib/inventory/queue/boss-options';
import { schemaOf } from '#lib/inventory/queue/boss-options';
import { openQueue } from '#lib/inventory/queue/open-queue';
import { prepareQueue } from '#lib/inventory/queue/prepare-queue';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import type { RunningInventory } from '#lib/server/inventory/inventory-service';
import { runInventory } from '#lib/server/inventory/run-inventory';
import { createScanPace } from '#lib/server/inventory/scan-pace';
import { createScanSessions } from '#lib/server/inventory/scan-session';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';

/** The inventory of the product, with its worker, in this process. */
export type Product = {
  /** The schema of its queue. */
  readonly queueSchema: string;
  readonly service: RunningInventory;
  /** Ends a pause, and tries again what has failed. */
  readonly goOn: (host: string) => Promise<void>;
  /** Starts a scan and gives its id. */
  readonly begin: (host: string) => Promise<string>;
  readonly scan: (host: string) => Promise<void>;
  /** Lists repositories and tags again, has only what is new looked at, and waits for that. */
  readonly listAgain: (host: string) => Promise<void>;
  /** Has everything looked at again that a later day would, and waits for that. */
  readonly passTime: (host: string) => Promise<void>;
  /** What is due is looked at, and waited for: as within a minute of a day. */
  readonly sweep: (host: string) => Promise<void>;
  /** Requests that it has sent to a registry. */
  readonly requests: (host: string) => Promise<number>;
  /** Those since the last call of this, by kind. */
  readonly takeKinds: RequestTally['take'];
  /** Waits until nothing is under way. */
  readonly settle: (host: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Tables in a PostgreSQL with its URL, or in the database of one machine. */
export type ProductDatabase =
  | { readonly database: Pick<ScratchDatabase, 'tables'>; readonly serverUrl: string }
  | { readonly database: { readonly tables: InventoryDatabase }; readonly embedded: QueueDatabase };

type Options = ProductDatabase & {
  /** Called again and again until what it gives is true. */
  readonly until: (isSo: () => Promise<boolean>) => Promise<void>;
  /** False leaves the jobs to other processes. */
  readonly isWorker?: boolean;
  /** How long a look waits for what else is told of the same push; as in the product when left out. */
  readonly gatherMs?: number;
};

const requestsPerSecond = 100_000;
const roundsMax = 60;

/** Opens the inventory over an empty schema of a PostgreSQL, or an empty database of one machine. */
export async function openProduct(options: Options): Promise<Product> {
  const { until, isWorker = true, gatherMs } = options;
  const { tables } = options.database;
  const place: QueuePlace =
    'embedded' in options
      ? { kind: 'embedded', database: options.embedded }
      : { kind: 'postgres', url: options.serverUrl, schema: `q_${crypto.randomUUID().replaceAll('-', '')}` };
  const queueSchema = schemaOf(place);
  await prepareQueue(place);
  await prepareInventory(tables);
  const faults: unknown[] = [];
  const queue = await openQueue({ place, onFault: (error) => faults.push(error) });
  const tally = createRequestTally();
  const pace = tallied(createScanPace(requestsPerSecond), tally);
  const store = openInventoryStore(tables);
  const service = await runInventory({
    ...{ store, questions: openInventoryQuestions(tables), queue, pace },
    ...{ rate: requestsPerSecond, sessionFor: createScanSessions(pace), isWorker, isKeptFresh: false },
    ...(gatherMs === undefined ? {} : { gatherMs }),
  });
  const anybody = { credentials: createCredentialStore(), owner: '' };
  const settle = async (host: string) => {
    await until(async () => {
      const { jobs } = await service.describe({ host });
      return jobs.waiting + jobs.active === 0;
    });
    if (faults.length > 0) throw new AggregateError(faults, 'The queue failed.');
  };
  const isSweeping = async () => {
    const jobs = sql`SELECT FROM ${sql.raw(queueSchema)}.job WHERE name = 'sweep' AND state < 'completed' LIMIT 1`;
    return (await jobs.execute(tables)).rows.length > 0;
  };
  const sweep = async (host: string) => {
    for (let round = 0; round < roundsMax; round++) {
      await queue.add([{ kind: 'sweep' }]);
      await until(async () => !(await isSweeping()));
      await settle(host);
      const due = [...(await store.dueRepositories(1)), ...(await store.dueSubjects(1))];
      if (due.length === 0) return;
    }
    const { failures } = await service.describe({ host });
    const due = [await store.dueRepositories(9), await store.dueSubjects(9), failures];
    throw new Error(`After ${roundsMax} sweeps something is due: ${JSON.stringify(due)}`);
  };
  return {
    queueSchema,
    service,
    settle,
    sweep,
    requests: pace.sent,
    takeKinds: tally.take,
    goOn: async (host) => {
      await service.resume(host, anybody);
      await service.retry(host, anybody);
    },
    begin: (host) => service.start({ host }, anybody),
    scan: async (host) => {
      const id = await service.start({ host }, anybody);
      await until(async () => (await service.find(id))?.state === 'done');
    },
    listAgain: async (host) => {
      await queue.add([{ kind: 'scan-registry', host }]);
      await settle(host);
    },
    passTime: async (host) => {
      await sql`UPDATE repository SET due_at = now() WHERE due_at IS NOT NULL`.execute(tables);
      await sql`UPDATE registry SET listed_at = '-infinity' WHERE listed_at IS NOT NULL`.execute(tables);
      // A list of tags serves for a minute, and a day has passed: each is read anew before an image is looked at.
      await sweep(host);
      await sql`UPDATE standing SET due_at = now() WHERE due_at IS NOT NULL`.execute(tables);
      await sweep(host);
    },
    close: async () => {
      await service.close();
      await sql.raw(`DROP SCHEMA ${queueSchema} CASCADE`).execute(tables);
    },
  };
}
