import type { ConstructorOptions } from 'pg-boss';
import { queueLimits } from './limits.ts';

/** Runs SQL for the queue; several statements at once where there are no values. */
export type QueueDatabase = {
  readonly executeSql: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;
};

/** Where the queue lies: in PostgreSQL by its URL, or in the database of this machine alone. */
export type QueuePlace =
  | { readonly kind: 'postgres'; readonly url: string; readonly schema?: string }
  | { readonly kind: 'embedded'; readonly database: QueueDatabase };

/** How pg-boss is opened. Only who prepares the schema migrates it. */
export function bossOptions(place: QueuePlace, isPreparing: boolean): ConstructorOptions {
  const shared = {
    schema: schemaOf(place),
    migrate: isPreparing,
    createSchema: isPreparing,
    supervise: !isPreparing,
    superviseIntervalSeconds: queueLimits.superviseSeconds,
    monitorIntervalSeconds: queueLimits.monitorSeconds,
    schedule: false,
  };
  if (place.kind === 'embedded') return { ...shared, db: place.database, backend: 'pglite' };
  return {
    ...shared,
    connectionString: place.url,
    application_name: 'orrery-queue',
    max: 4,
    useListenNotify: !isPreparing,
  };
}

/** The schema that pg-boss keeps its tables in. */
export function schemaOf(place: QueuePlace): string {
  return (place.kind === 'postgres' ? place.schema : undefined) ?? 'pgboss';
}
