import { sql } from 'kysely';

/** So many milliseconds before the moment that the database has. */
export function ago(milliseconds: number) {
  return sql<Date>`now() - make_interval(secs => ${milliseconds / 1000})`;
}

/** So many milliseconds after the moment that the database has. */
export function fromNow(milliseconds: number) {
  return sql<Date>`now() + make_interval(secs => ${milliseconds / 1000})`;
}
