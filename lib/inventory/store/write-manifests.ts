import { sql } from 'kysely';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { Confidence } from '#lib/oci/kind';
import { kindCodes } from './codes.ts';
import type { Dictionaries } from './dictionaries.ts';
import { toIdSet } from './dictionary.ts';
import { toDigestCode } from './digest-code.ts';
import { nameManifests } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';

/** A manifest as a row, with the numbers of its names. */
export type ManifestRow = {
  readonly code: string;
  readonly kind: number;
  /** How well it is known: what was read counts more than what a list says. */
  readonly rank: number;
  readonly mediaType: number;
  readonly format: number;
  readonly artifactType: number | null;
  readonly size: number | null;
  readonly contentSize: number | null;
  readonly created: string | null;
  readonly annotations: readonly number[] | null;
};

const confidenceRanks = { name: 0, declared: 1, content: 2 } as const satisfies Record<Confidence, number>;
const readRank = 3;

/** Finds the numbers of what manifests name. This is done before a transaction: it may add to dictionaries. */
export async function toManifestRows(
  database: InventoryDatabase,
  dictionaries: Dictionaries,
  nodes: readonly GraphNode[],
): Promise<readonly ManifestRow[]> {
  const types = nodes.flatMap(({ mediaType, format, artifactType }) => [
    mediaType,
    format,
    artifactType ?? mediaType,
  ]);
  const terms = await dictionaries.terms.idsOf(database, types);
  const pairs = nodes.flatMap(({ annotations }) => Object.entries(annotations));
  const annotationIds = await dictionaries.annotations.idsOf(database, pairs);
  let place = 0;
  return nodes.map((node, index): ManifestRow => {
    const { kind, confidence, state, artifactType, size, contentSize, created } = node;
    const count = Object.keys(node.annotations).length;
    const own = annotationIds.slice(place, place + count);
    place += count;
    return {
      code: toDigestCode(node.digest),
      kind: kindCodes[kind],
      rank: 1 + confidenceRanks[confidence] + (state === 'loaded' ? readRank : 0),
      mediaType: terms[3 * index] ?? 0,
      format: terms[3 * index + 1] ?? 0,
      artifactType: artifactType === undefined ? null : (terms[3 * index + 2] ?? null),
      size: size ?? null,
      // The layers of a stranger may claim more bytes than the database can count.
      contentSize: Number.isSafeInteger(contentSize) ? (contentSize ?? null) : null,
      created: toStoredTime(created),
      annotations: own.length === 0 ? null : toIdSet(own),
    };
  });
}

/** Writes what is known of manifests, where that is more than before. `digests` are those that may have no row. */
export async function putManifests(
  transaction: InventoryDatabase,
  rows: readonly ManifestRow[],
  digests: readonly Digest[],
): Promise<void> {
  await nameManifests(transaction, digests);
  const sorted = rows.toSorted((one, other) => (one.code < other.code ? -1 : 1));
  const column = <Key extends keyof ManifestRow>(key: Key) => sorted.map((row) => row[key]);
  // An array of arrays would have to be square: each set travels as a text.
  const sets = sorted.map(({ annotations }) => (annotations === null ? null : `{${annotations.join(',')}}`));
  await sql`INSERT INTO manifest AS m (
      digest, kind, rank, media_type, format, artifact_type, size, content_size, created, annotations)
    SELECT decode(u.code, 'hex'), u.kind, u.rank, u.media_type, u.format, u.artifact_type, u.size, u.content_size,
      u.created, u.annotations::int[]
    FROM unnest(${column('code')}::text[], ${column('kind')}::smallint[], ${column('rank')}::smallint[],
      ${column('mediaType')}::int[], ${column('format')}::int[], ${column('artifactType')}::int[],
      ${column('size')}::bigint[], ${column('contentSize')}::bigint[], ${column('created')}::timestamptz[],
      ${sets}::text[]) AS u(
      code, kind, rank, media_type, format, artifact_type, size, content_size, created, annotations)
    ON CONFLICT (digest) DO UPDATE SET kind = EXCLUDED.kind, rank = EXCLUDED.rank,
      media_type = EXCLUDED.media_type, format = EXCLUDED.format,
      artifact_type = coalesce(EXCLUDED.artifact_type, m.artifact_type), size = coalesce(EXCLUDED.size, m.size),
      content_size = coalesce(EXCLUDED.content_size, m.content_size), created = coalesce(EXCLUDED.created, m.created),
      annotations = coalesce(EXCLUDED.annotations, m.annotations)
    WHERE EXCLUDED.rank > m.rank OR (EXCLUDED.rank = m.rank
      AND (EXCLUDED.kind, EXCLUDED.format) IS DISTINCT FROM (m.kind, m.format))`.execute(transaction);
}

// RFC 3339, or a day alone.
const timeForm = /^\d{4}-\d{2}-\d{2}(?:[Tt ][\d:.]+(?:[Zz]|[+-]\d{2}:?\d{2})?)?$/;

/** A time as the database takes it: it refuses a 30th of February and the year 0. Null for what is no such time. */
function toStoredTime(text: string | undefined): string | null {
  const at = text !== undefined && timeForm.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return null;
  const stored = new Date(at).toISOString();
  return /^(?!0000)\d{4}-/.test(stored) ? stored : null;
}
