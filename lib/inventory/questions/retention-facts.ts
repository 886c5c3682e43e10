import { sql } from 'kysely';
import { kindOf, stateCodes } from '#lib/inventory/store/codes';
import { fromDigestCode } from '#lib/inventory/store/digest-code';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import { formatShortDigest } from '#lib/oci/digest';
import type { RepositoryFacts, SignedState, StoredArtifact } from '#lib/retention/repository-facts';
import { seriesOf } from '#lib/retention/repository-facts';
import type { QuestionScope } from './reachable.ts';
import { reachable } from './reachable.ts';

/** A repository with all that is known of it, as a clean-up reads it from the registry. */
export type RetentionFacts = {
  readonly id: number;
  /** `host/name` */
  readonly repository: string;
  readonly facts: RepositoryFacts;
  /** RFC 3339: when the oldest fact was learned; absent where nothing is known. */
  readonly asOf?: string;
};

type RepositoryRow = {
  readonly id: number;
  readonly repository: string;
  readonly unknown: number;
  readonly is_scanned: boolean;
  readonly as_of: Date | null;
};

type ManifestRow = {
  readonly repository: number;
  readonly code: string;
  readonly kind: number;
  readonly form: string | null;
  readonly title: string | null;
  readonly created: Date | null;
  readonly bytes: number | null;
  readonly signature: number | null;
  readonly tags: readonly string[] | null;
  readonly subjects: readonly string[];
  readonly holds: readonly string[];
};

/** The facts of so many repositories behind one, in the order of their numbers. */
export async function readRetentionFacts(
  database: InventoryDatabase,
  scope: QuestionScope,
  after: number,
  max: number,
): Promise<readonly RetentionFacts[]> {
  const repositories = await queryRows(
    database,
    sql<RepositoryRow>`WITH ${reachable(scope)}
    SELECT r.id, r.host || '/' || r.name AS repository, r.scanned_at IS NOT NULL AS is_scanned,
      (SELECT count(*) FILTER (WHERE s.asked_at IS NULL) FROM tag t LEFT JOIN standing s
        ON s.repository = t.repository AND s.manifest = t.manifest WHERE t.repository = r.id)::int AS unknown,
      least(r.scanned_at, (SELECT min(s.asked_at) FROM tag t JOIN standing s ON s.repository = t.repository
        AND s.manifest = t.manifest WHERE t.repository = r.id)) AS as_of
    FROM reachable r WHERE r.id > ${after}::int ORDER BY r.id LIMIT ${max}`,
  );
  const ids = repositories.map(({ id }) => id);
  // What has a tag, what hangs on something, and what either holds, an index in an index included.
  const manifests = await queryRows(
    database,
    sql<ManifestRow>`WITH ${reachable(scope)},
      asked AS (SELECT id FROM reachable WHERE id = ANY (${ids}::int[])),
      named AS (SELECT t.repository, t.manifest FROM tag t JOIN asked r ON r.id = t.repository WHERE t.manifest IS NOT NULL
        UNION SELECT f.repository, f.manifest FROM referrer f JOIN asked r ON r.id = f.repository
        UNION SELECT f.repository, f.subject FROM referrer f JOIN asked r ON r.id = f.repository),
      held AS (SELECT k.repository, c.manifest FROM named k JOIN child c ON c.parent = k.manifest),
      known AS (SELECT repository, manifest FROM named UNION SELECT repository, manifest FROM held
        UNION SELECT h.repository, c.manifest FROM held h JOIN child c ON c.parent = h.manifest)
    SELECT k.repository, encode(m.digest, 'hex') AS code, m.kind, (m.size + coalesce(m.content_size, 0))::float8 AS bytes,
      (SELECT name FROM term WHERE id = coalesce(m.artifact_type, m.format)) AS form, m.created, s.signature,
      (SELECT d.title FROM document d WHERE d.manifest = m.id ORDER BY d.place LIMIT 1) AS title,
      ARRAY(SELECT t.name FROM tag t WHERE t.repository = k.repository AND t.manifest = m.id ORDER BY t.name) AS tags,
      ARRAY(SELECT encode(a.digest, 'hex') FROM referrer f JOIN manifest a ON a.id = f.subject
        WHERE f.repository = k.repository AND f.manifest = m.id ORDER BY 1) AS subjects,
      ARRAY(SELECT encode(h.digest, 'hex') FROM child c JOIN manifest h ON h.id = c.manifest
        WHERE c.parent = m.id ORDER BY 1) AS holds
    FROM known k JOIN manifest m ON m.id = k.manifest
    LEFT JOIN standing s ON s.repository = k.repository AND s.manifest = k.manifest AND s.asked_at IS NOT NULL
    ORDER BY k.repository, m.id`,
  );
  const byRepository = Map.groupBy(manifests, ({ repository }) => repository);
  return repositories.map(({ id, repository, as_of: asOf, ...row }) => ({
    ...{ id, repository },
    facts: { artifacts: (byRepository.get(id) ?? []).map(toArtifact), subjects: [], ...unknownIn(row) },
    ...(asOf === null ? {} : { asOf: asOf.toISOString() }),
  }));
}

/** While a tag or what it points to is not known, anything may be held by it. */
function unknownIn({
  unknown,
  is_scanned: isScanned,
}: Pick<RepositoryRow, 'unknown' | 'is_scanned'>): Pick<RepositoryFacts, 'unknownHolders'> {
  if (!isScanned) return { unknownHolders: 'its tags were not read to the end.' };
  if (unknown === 0) return {};
  const tags = unknown === 1 ? '1 tag is' : `${unknown} tags are`;
  return { unknownHolders: `${tags} not known yet.` };
}

function toArtifact({
  code,
  form,
  title,
  created,
  bytes,
  signature,
  tags,
  ...row
}: ManifestRow): StoredArtifact {
  const digest = fromDigestCode(code);
  const kind = kindOf(row.kind);
  const read = { kind, format: form ?? '', title: title ?? '', confidence: 'content' } as const;
  const series = title === null ? undefined : seriesOf(read);
  return {
    ...{ digest, kind, title: title ?? formatShortDigest(digest) },
    ...(series === undefined ? {} : { series }),
    ...(bytes === null ? {} : { size: bytes }),
    ...(created === null ? {} : { created: created.toISOString() }),
    ...{ tags: tags ?? [], madeTags: [] },
    subjects: row.subjects.map(fromDigestCode),
    holds: row.holds.map(fromDigestCode),
    signed: signedBy(signature),
  };
}

function signedBy(signature: number | null): SignedState {
  if (signature === stateCodes.none) return 'none';
  return signature === null || signature === stateCodes.unknown ? 'unknown' : 'found';
}
