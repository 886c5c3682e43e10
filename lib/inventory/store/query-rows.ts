import type { QueryExecutorProvider, RawBuilder } from 'kysely';
import { sql } from 'kysely';

/** All rows that a question gives. */
export async function queryRows<Row>(
  database: QueryExecutorProvider,
  query: RawBuilder<Row>,
): Promise<readonly Row[]> {
  return (await query.execute(database)).rows;
}

/** A moment of the database, so many milliseconds before now. */
export function before(milliseconds: number): RawBuilder<Date> {
  return sql<Date>`(now() - make_interval(secs => ${milliseconds / 1000}::float8))`;
}

/** A moment of the database, so many milliseconds after now. */
export function after(milliseconds: number): RawBuilder<Date> {
  return sql<Date>`(now() + make_interval(secs => ${milliseconds / 1000}::float8))`;
}

/** A text as LIKE and ILIKE match it to the letter. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
