import { sql } from 'kysely';
import type { Digest } from '#lib/oci/digest';
import { fromDigestCode, toDigestCode } from './digest-code.ts';
import type { InventoryStore, ListedTag, TagChanges } from './inventory-store.ts';
import { storeLimits } from './limits.ts';
import { isRepository, nameManifests, repositoryId } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { before, after as fromNow, queryRows } from './query-rows.ts';

type TagLists = Pick<InventoryStore, 'beginTags' | 'putTags' | 'putTag' | 'removeTag' | 'finishTags'>;

/** The tags of repositories, as their lists name them. */
export function writeTags(database: InventoryDatabase): TagLists {
  return {
    beginTags: (repository) =>
      database.transaction().execute(async (transaction) => {
        const id = await repositoryId(transaction, repository, { isThere: false });
        const begun = await queryRows(
          transaction,
          sql`UPDATE repository SET listing_at = now(), listing_after = '' WHERE id = ${id} AND (
            listing_at IS NULL OR listing_after IS NULL OR listing_at < ${before(storeLimits.listingMaxMs)})
            RETURNING id`,
        );
        if (begun.length > 0) await sql`DELETE FROM listing WHERE repository = ${id}`.execute(transaction);
        const [row] = await queryRows(
          transaction,
          sql<{ after: string }>`SELECT listing_after AS after FROM repository WHERE id = ${id}`,
        );
        return { after: row?.after ?? '' };
      }),
    putTags: (repository, { after, next, entries }) =>
      database.transaction().execute(async (transaction) => {
        const id = await repositoryId(transaction, repository, { isThere: entries.length > 0 });
        const changes = await moveTags(transaction, id, entries);
        const names = entries.map(({ name }) => name);
        await sql`INSERT INTO listing (repository, after, names) VALUES (${id}, ${after}, ${names}::text[])
          ON CONFLICT (repository, after) DO UPDATE SET names = EXCLUDED.names`.execute(transaction);
        // A page that comes again, or too late, leaves the place where it is.
        await sql`UPDATE repository SET listing_after = ${next ?? null}::text
          WHERE id = ${id} AND listing_after = ${after}`.execute(transaction);
        return changes;
      }),
    putTag: (repository, tag) =>
      database.transaction().execute(async (transaction) => {
        const id = await repositoryId(transaction, repository, { isThere: true });
        return await moveTags(transaction, id, [tag]);
      }),
    removeTag: async (repository, tag) => {
      await sql`DELETE FROM tag t USING repository r
        WHERE t.repository = r.id AND ${isRepository(repository)} AND t.name = ${tag}`.execute(database);
    },
    finishTags: (repository, dueInMs) =>
      database.transaction().execute(async (transaction) => {
        const id = await repositoryId(transaction, repository, { isThere: false });
        return await finishList(transaction, id, dueInMs);
      }),
  };
}

/** Takes away the tags that no page of a list named, and gives how many; 0 where the list has not come to its end. */
async function finishList(transaction: InventoryDatabase, id: number, dueInMs: number): Promise<number> {
  const [ended] = await queryRows(
    transaction,
    sql<{ since: Date }>`UPDATE repository r
      SET scanned_at = old.listing_at, listing_at = NULL, listing_after = '', due_at = ${fromNow(dueInMs)}
      FROM (SELECT id, listing_at FROM repository WHERE id = ${id} FOR UPDATE) AS old
      WHERE r.id = old.id AND r.listing_at IS NOT NULL AND r.listing_after IS NULL
      RETURNING old.listing_at AS since`,
  );
  if (ended === undefined) return 0;
  // A tag that was written by itself meanwhile may stand behind a page that had been read.
  const gone = await queryRows(
    transaction,
    sql`DELETE FROM tag WHERE repository = ${id} AND changed_at < ${ended.since} AND name NOT IN (
      SELECT unnest(names) FROM listing WHERE repository = ${id}) RETURNING name`,
  );
  await sql`DELETE FROM listing WHERE repository = ${id}`.execute(transaction);
  return gone.length;
}

/** Writes what has moved, and makes each manifest that a tag points to due if nobody has looked at it. */
async function moveTags(
  transaction: InventoryDatabase,
  repository: number,
  entries: readonly ListedTag[],
): Promise<TagChanges> {
  const tags = [...new Map(entries.map((entry) => [entry.name, entry.digest]))].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const digests = tags.flatMap(([, digest]): readonly Digest[] => (digest === undefined ? [] : [digest]));
  await nameManifests(transaction, digests);
  const names = tags.map(([name]) => name);
  const codes = tags.map(([, digest]) => (digest === undefined ? null : toDigestCode(digest)));
  const moved = await queryRows(
    transaction,
    sql`INSERT INTO tag AS t (repository, name, manifest)
      SELECT ${repository}::int, u.name, m.id FROM unnest(${names}::text[], ${codes}::text[]) AS u(name, code)
      LEFT JOIN manifest m ON m.digest = decode(u.code, 'hex')
      ON CONFLICT (repository, name) DO UPDATE
        SET previous = t.manifest, manifest = EXCLUDED.manifest, changed_at = now()
        WHERE EXCLUDED.manifest IS NOT NULL AND t.manifest IS DISTINCT FROM EXCLUDED.manifest
      RETURNING name`,
  );
  const unseen = await queryRows(
    transaction,
    sql<{ code: string }>`WITH pointed AS (
        SELECT id, digest FROM manifest WHERE digest IN (
          SELECT decode(code, 'hex') FROM unnest(${[...new Set(codes)]}::text[]) AS u(code))),
      added AS (
        INSERT INTO standing AS s (repository, manifest, due_at)
        SELECT ${repository}::int, id, now() FROM pointed ORDER BY id
        ON CONFLICT (repository, manifest) DO UPDATE SET due_at = now() WHERE s.due_at IS NULL)
      SELECT encode(p.digest, 'hex') AS code FROM pointed p
      LEFT JOIN standing s ON s.repository = ${repository} AND s.manifest = p.id
      WHERE s.asked_at IS NULL ORDER BY p.digest`,
  );
  return { moved: moved.length, unseen: unseen.map(({ code }) => fromDigestCode(code)) };
}
