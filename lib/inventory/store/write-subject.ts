import { sql } from 'kysely';
import { evidenceNames } from '#lib/audit/audit';
import type { EdgeSource, GraphEdge } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { bitsOf, stateCodes } from './codes.ts';
import type { Dictionaries } from './dictionaries.ts';
import { cutTo } from './dictionary.ts';
import { toDigestCode } from './digest-code.ts';
import type { SubjectRecord } from './inventory-store.ts';
import { formatKeptEvidence } from './kept-evidence.ts';
import { storeLimits } from './limits.ts';
import { repositoryId } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { putManifests, toManifestRows } from './write-manifests.ts';
import { putStanding } from './write-standing.ts';

/** Writes what a walk around one manifest came to; gives what {@link putStanding} gives. */
export async function putSubject(
  database: InventoryDatabase,
  dictionaries: Dictionaries,
  record: SubjectRecord,
): Promise<number | undefined> {
  const { nodes, edges } = record.graph;
  const children = edges.filter(({ relation }) => relation === 'child');
  const referrers = edges.filter(({ relation }) => relation === 'subject' || relation === 'about');
  const digests = new Set([
    record.digest,
    ...[...children, ...referrers].flatMap(({ from, to }) => [from, to]),
  ]);
  const rows = await toManifestRows(
    database,
    dictionaries,
    nodes.filter(({ digest }) => digests.has(digest)),
  );
  return await database.transaction().execute(async (transaction) => {
    // A look may have been answered by what was read some minutes ago: it brings no repository back.
    const repository = await repositoryId(transaction, record, { isThere: false });
    await putManifests(transaction, rows, [...digests]);
    await putChildren(transaction, childrenOf(record, children));
    await putReferrers(transaction, repository, referrers, completeSources(record));
    return await putStanding(transaction, repository, standingOf(record));
  });
}

type Child = { readonly parent: Digest; readonly digest: Digest; readonly platform: string | undefined };

function childrenOf({ graph }: SubjectRecord, edges: readonly GraphEdge[]): readonly Child[] {
  const platforms = new Map(graph.nodes.map(({ digest, platform }) => [digest, platform]));
  return edges.map(({ from, to }) => ({ parent: from, digest: to, platform: platforms.get(to) }));
}

/** Writes which manifests indexes hold; all of them have a row. */
export async function putChildren(transaction: InventoryDatabase, children: readonly Child[]): Promise<void> {
  const { shortMaxCharacters } = storeLimits;
  const platforms = children.map(({ platform }) =>
    platform === undefined ? null : cutTo(platform, shortMaxCharacters),
  );
  await sql`INSERT INTO child (parent, manifest, platform)
    SELECT DISTINCT ON (p.id, c.id) p.id, c.id, u.platform
    FROM unnest(${children.map(({ parent }) => toDigestCode(parent))}::text[],
      ${children.map(({ digest }) => toDigestCode(digest))}::text[],
      ${platforms}::text[]) AS u(parent, child, platform)
    JOIN manifest p ON p.digest = decode(u.parent, 'hex') JOIN manifest c ON c.digest = decode(u.child, 'hex')
    ORDER BY p.id, c.id ON CONFLICT DO NOTHING`.execute(transaction);
}

/** Which sources have named all that refers to a manifest. */
function completeSources({ graph }: SubjectRecord): ReadonlyMap<Digest, ReadonlySet<EdgeSource>> {
  const complete = new Map<Digest, Set<EdgeSource>>();
  for (const answer of graph.answers) {
    if (answer.question !== 'referrers' || answer.state === 'unknown') continue;
    if (answer.state === 'found' && answer.filtered !== undefined) continue;
    const sources = complete.get(answer.about) ?? new Set();
    complete.set(answer.about, sources.add(answer.source));
  }
  return complete;
}

async function putReferrers(
  transaction: InventoryDatabase,
  repository: number,
  referrers: readonly GraphEdge[],
  complete: ReadonlyMap<Digest, ReadonlySet<EdgeSource>>,
): Promise<void> {
  const subjects = [...complete.keys()];
  // What a complete source named before and does not name now is not there any more, whatever its own manifest said of its
  // subject when it was read.
  await sql`WITH forgotten AS (
      SELECT m.id AS subject, u.bits FROM unnest(${subjects.map(toDigestCode)}::text[],
        ${subjects.map((digest) => bitsOf([...(complete.get(digest) ?? []), 'manifest']))}::smallint[]) AS u(code, bits)
      JOIN manifest m ON m.digest = decode(u.code, 'hex'))
    UPDATE referrer r SET sources = r.sources & ~f.bits FROM forgotten f
    WHERE r.repository = ${repository} AND r.subject = f.subject AND r.sources & f.bits <> 0`.execute(
    transaction,
  );
  await sql`INSERT INTO referrer AS r (repository, subject, manifest, sources)
    SELECT ${repository}::int, s.id, m.id, bit_or(u.bits)
    FROM unnest(${referrers.map(({ to }) => toDigestCode(to))}::text[],
      ${referrers.map(({ from }) => toDigestCode(from))}::text[],
      ${referrers.map(({ sources }) => bitsOf(sources))}::smallint[]) AS u(subject, code, bits)
    JOIN manifest s ON s.digest = decode(u.subject, 'hex') JOIN manifest m ON m.digest = decode(u.code, 'hex')
    GROUP BY s.id, m.id ORDER BY s.id, m.id
    ON CONFLICT (repository, subject, manifest) DO UPDATE SET sources = r.sources | EXCLUDED.sources`.execute(
    transaction,
  );
  await sql`DELETE FROM referrer WHERE repository = ${repository} AND sources = 0 AND subject IN (
    SELECT id FROM manifest WHERE digest IN (
      SELECT decode(code, 'hex') FROM unnest(${subjects.map(toDigestCode)}::text[]) AS u(code)))`.execute(
    transaction,
  );
}

function standingOf(record: SubjectRecord) {
  const { digest, evidence, open, dueInMs, unknown } = record;
  return {
    digest,
    states: evidenceNames.map((name) => stateCodes[evidence[name].state]),
    evidence: formatKeptEvidence(record),
    open,
    ...{ dueInMs, unknown },
  };
}
