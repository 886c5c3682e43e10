import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { CellState, EvidenceName } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { evidenceCodes, neverCounted, stateCodes, storedStates } from '#lib/inventory/store/codes';
import { fromDigestCode } from '#lib/inventory/store/digest-code';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import type { Digest } from '#lib/oci/digest';
import type { CoverageCounts } from './coverage-counts.ts';
import { toStateCounts } from './coverage-counts.ts';
import { questionLimits } from './limits.ts';
import type { QuestionScope } from './reachable.ts';
import { reachable, within } from './reachable.ts';
import { referenceOf } from './reference-of.ts';

/** How it stood on one day. */
export type CoverageDay = {
  /** `2026-01-31`. */
  readonly day: string;
  readonly artifacts: number;
  readonly byEvidence: CoverageCounts['byEvidence'];
  /** Open findings, of artifacts where they are known. */
  readonly critical: number;
  readonly high: number;
};

/** What became different of an artifact. */
export type CoverageChange = {
  /** RFC 3339: when it was noticed. */
  readonly at: string;
  readonly reference: string;
  readonly digest: Digest;
  readonly tags: readonly string[];
} & (
  | { readonly what: EvidenceName; readonly before: CellState; readonly after: CellState }
  | { readonly what: 'critical'; readonly before: number; readonly after: number }
);

/** What became worse or better: a signature that is not there any more, the first open critical finding, or none left. */
export type NoticedChange = 'unsigned' | 'vulnerable' | 'fixed';

/** The days of the last while for which there are counts, the oldest first. */
export async function readDays(
  database: InventoryDatabase,
  scope: QuestionScope,
  days: number,
): Promise<readonly CoverageDay[]> {
  const numbers = ['artifacts', 'critical', 'high'].map((name) => [`d.${name}`, `l.${name}`] as const);
  const places = [...Array(evidenceNames.length * storedStates.length).keys()];
  const states = places.map((place) => [`d.states[${place + 1}]`, `l.states[${place + 1}]`] as const);
  // What each repository adds to the sum of its day: its row less the one before.
  const sums = [...numbers, ...states].map(([now, before]) =>
    sql.raw(`sum(${now} - coalesce(${before}, 0))::int`),
  );
  const rows = await queryRows(
    database,
    sql<{
      day: string;
      changes: readonly number[] | null;
      is_shown: boolean | null;
    }>`WITH ${reachable(scope)},
      kept AS (SELECT d.*, lag(d.day) OVER (PARTITION BY d.repository ORDER BY d.day) AS previous
        FROM coverage_day d WHERE ${within(sql`d.repository`)}),
      changed AS (SELECT d.day, ARRAY[${sql.join(sums)}] AS changes FROM kept d
        LEFT JOIN coverage_day l ON l.repository = d.repository AND l.day = d.previous GROUP BY d.day)
    SELECT to_char(day, 'YYYY-MM-DD') AS day, changes, c.day > now()::date - ${days}::int AS is_shown
    FROM changed FULL JOIN counted_day c USING (day) WHERE day >= (SELECT min(day) FROM changed) ORDER BY 1`,
  );
  let now: readonly number[] = [];
  const shown: CoverageDay[] = [];
  for (const { day, changes, is_shown: isShown } of rows) {
    now = changes?.map((change, place) => (now[place] ?? 0) + change) ?? now;
    const [artifacts = 0, critical = 0, high = 0, ...states] = now;
    if (isShown)
      shown.push({ day, artifacts, critical, high, byEvidence: toStateCounts(states, storedStates) });
  }
  return shown;
}

type ChangeRow = {
  readonly at: Date;
  readonly host: string;
  readonly name: string;
  readonly code: string;
  readonly tags: readonly string[];
  readonly evidence: number;
  readonly before: number;
  readonly after: number;
};

/**
 * What became different within the last days, the newest first: of an artifact itself, and of a tag that points to another
 * one now. What was or is not known is no change. With `what` only changes of that kind.
 */
export async function readChanges(
  database: InventoryDatabase,
  scope: QuestionScope,
  days: number,
  max: number,
  what?: NoticedChange,
): Promise<readonly CoverageChange[]> {
  // What was known last: an image that a tag has left may be gone, and nothing about it is known now.
  const kinds = [...Object.values(evidenceCodes), criticalCode].map(
    (code) => sql`(${sql.lit(code)}, b.known[${sql.lit(code + 1)}]::int, a.known[${sql.lit(code + 1)}]::int)`,
  );
  const since = sql`now() - make_interval(days => ${days}::int)`;
  const rows = await queryRows(
    database,
    sql<ChangeRow>`WITH ${reachable(scope)},
      change (at, repository, manifest, evidence, before, after, tag) AS (
        SELECT c.at, c.repository, c.manifest, c.evidence::int, c.before::int, c.after::int, NULL
        FROM standing_change c WHERE c.at > ${since} AND ${within(sql`c.repository`)}
        UNION ALL SELECT t.changed_at, t.repository, t.manifest, k.evidence, k.before, k.after, t.name
        FROM tag t JOIN standing b ON b.repository = t.repository AND b.manifest = t.previous
        JOIN standing a ON a.repository = t.repository AND a.manifest = t.manifest
        CROSS JOIN LATERAL (VALUES ${sql.join(kinds)}) AS k(evidence, before, after)
        WHERE t.previous IS NOT NULL AND t.changed_at > ${since} AND ${within(sql`t.repository`)}
          AND k.before <> k.after AND CASE k.evidence WHEN ${sql.lit(criticalCode)} THEN ${sql.lit(neverCounted)}
            ELSE ${sql.lit(stateCodes.unknown)} END NOT IN (k.before, k.after)),
      page AS (SELECT * FROM change c WHERE ${what === undefined ? sql`true` : noticed[what]}
        ORDER BY c.at DESC, c.repository, c.manifest, c.evidence LIMIT ${max})
    SELECT c.at, g.host, r.name, encode(m.digest, 'hex') AS code, c.evidence, c.before, c.after,
      CASE WHEN c.tag IS NOT NULL THEN ARRAY[c.tag] ELSE ARRAY(
        SELECT t.name FROM tag t WHERE t.repository = c.repository AND t.manifest = c.manifest ORDER BY t.name
        LIMIT ${questionLimits.tagsOfRow}) END AS tags
    FROM page c JOIN repository r ON r.id = c.repository JOIN registry g ON g.id = r.registry
    JOIN manifest m ON m.id = c.manifest ORDER BY c.at DESC, c.repository, c.manifest, c.evidence`,
  );
  return rows.map(toChange);
}

const criticalCode = evidenceNames.length;

const isOfSignature = sql`c.evidence = ${sql.lit(evidenceCodes.signature)}`;
const isOfCritical = sql`c.evidence = ${sql.lit(criticalCode)}`;
const noticed = {
  unsigned: sql<boolean>`${isOfSignature} AND c.after = ${sql.lit(stateCodes.none)}`,
  vulnerable: sql<boolean>`${isOfCritical} AND c.before = 0 AND c.after > 0`,
  fixed: sql<boolean>`${isOfCritical} AND c.before > 0 AND c.after = 0`,
} as const satisfies Record<NoticedChange, RawBuilder<boolean>>;

function toChange({ at, host, name, code, tags, evidence, before, after }: ChangeRow): CoverageChange {
  const digest = fromDigestCode(code);
  const base = {
    at: at.toISOString(),
    reference: referenceOf({ host, name, digest, tags }),
    ...{ digest, tags },
  };
  const what = evidenceNames.find((one) => evidenceCodes[one] === evidence);
  if (what === undefined) return { ...base, what: 'critical', before, after };
  const stateOf = (state: number) => storedStates[state] ?? 'unknown';
  return { ...base, what, before: stateOf(before), after: stateOf(after) };
}
