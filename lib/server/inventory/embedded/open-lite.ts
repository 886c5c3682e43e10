import { join } from 'node:path';
import type { DatabaseCall, DatabaseResult } from './database-calls.ts';
import { embeddedLimits } from './limits.ts';

/** Opens PGlite in a folder; its code is loaded here, where nobody else waits for it. */
export async function openLite(folder: string) {
  const { PGlite, types } = await import('@electric-sql/pglite');
  const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm');
  const lite = await PGlite.create({
    dataDir: join(folder, 'data'),
    extensions: { pg_trgm },
    postgresqlconf: [`shared_buffers=${embeddedLimits.sharedBuffers}`],
    // Rows, places and counts stay far below 2^53.
    parsers: { [types.INT8]: Number },
  });
  const run = async (text: string, values: DatabaseCall['values']): Promise<DatabaseResult> => {
    if (values !== undefined && values.length > 0) {
      const { rows, affectedRows = 0 } = await lite.query(text, [...values]);
      return { rows, changed: affectedRows };
    }
    // Several statements give a result each: what one of them returns must not be lost behind the last.
    const results = await lite.exec(text);
    return { rows: results.flatMap(({ rows }) => rows), changed: results.at(-1)?.affectedRows ?? 0 };
  };
  return { run, close: () => lite.close() };
}
