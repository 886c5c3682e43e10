import { sql } from 'kysely';
import type { Digest } from '#lib/oci/digest';
import { evidenceCodes, neverCounted, stateCodes } from './codes.ts';
import { toDigestCode } from './digest-code.ts';
import type { SubjectRecord } from './inventory-store.ts';
import { storeLimits } from './limits.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { after, queryRows } from './query-rows.ts';

/** What a manifest comes to in a repository, as codes in the order of `evidenceCodes`. */
type StandingRecord = {
  readonly digest: Digest;
  readonly states: readonly number[];
  /** As JSON; undefined where it is not kept. */
  readonly evidence: string | undefined;
  readonly open: { readonly critical: number; readonly high: number } | undefined;
  readonly dueInMs: number;
  readonly unknown: SubjectRecord['unknown'];
};

/** In a row of changes: the number of open critical findings, and not a kind of evidence. */
const criticalChange = Object.keys(evidenceCodes).length;

/**
 * Writes what a manifest comes to, and keeps what is different from what was known last. Gives how many milliseconds ago
 * another look at it was written; undefined where this is the first.
 */
export async function putStanding(
  transaction: InventoryDatabase,
  repository: number,
  { digest, states, evidence, open, dueInMs, unknown }: StandingRecord,
): Promise<number | undefined> {
  const [manifest] = await queryRows(
    transaction,
    sql<{ id: number }>`SELECT id FROM manifest WHERE digest = decode(${toDigestCode(digest)}, 'hex')`,
  );
  if (manifest === undefined) return undefined;
  const [old] = await queryRows(
    transaction,
    sql<OldStanding>`SELECT known, unknown_times AS times,
        (extract(epoch FROM now() - asked_at) * 1000)::float8 AS ago FROM standing
      WHERE repository = ${repository} AND manifest = ${manifest.id} FOR UPDATE`,
  );
  const before = old?.known ?? [...states.map(() => stateCodes.unknown), neverCounted];
  const now = [...states, open === undefined ? neverCounted : Math.min(open.critical, storeLimits.countMax)];
  const known = now.map((code, place) => (isKnown(code, place) ? code : (before[place] ?? code)));
  const changed = [...known.keys()].filter(
    (place) => isKnown(before[place] ?? neverCounted, place) && known[place] !== before[place],
  );
  await sql`INSERT INTO standing_change (repository, manifest, evidence, before, after)
    SELECT ${repository}::int, ${manifest.id}::int, * FROM unnest(${changed}::smallint[],
      ${changed.map((place) => before[place])}::smallint[], ${changed.map((place) => known[place])}::smallint[])`.execute(
    transaction,
  );
  const times = timesUnknown(unknown, old?.times ?? 0);
  const dueMs = Math.min(dueInMs * 2 ** Math.max(times - 1, 0), unknown?.maxMs ?? dueInMs);
  const [signature, provenance, sbom, vex, report] = states;
  await sql`INSERT INTO standing (repository, manifest, signature, provenance, sbom, vex, report, known, evidence,
      critical, high, asked_at, due_at, unknown_times)
    VALUES (${repository}, ${manifest.id}, ${signature}, ${provenance}, ${sbom}, ${vex}, ${report}, ${known}::smallint[],
      ${evidence ?? null}::json, ${open?.critical ?? null},
      ${open?.high ?? null}, now(), ${after(dueMs)}, ${times})
    ON CONFLICT (repository, manifest) DO UPDATE SET signature = EXCLUDED.signature,
      provenance = EXCLUDED.provenance, sbom = EXCLUDED.sbom, vex = EXCLUDED.vex, report = EXCLUDED.report,
      known = EXCLUDED.known, evidence = EXCLUDED.evidence, critical = EXCLUDED.critical, high = EXCLUDED.high,
      asked_at = EXCLUDED.asked_at, due_at = EXCLUDED.due_at,
      unknown_times = EXCLUDED.unknown_times`.execute(transaction);
  return old?.ago ?? undefined;
}

type OldStanding = {
  readonly known: readonly number[] | null;
  readonly times: number;
  readonly ago: number | null;
};

/** Looks in a row that left something unknown, this one included. */
function timesUnknown(unknown: StandingRecord['unknown'], before: number): number {
  if (unknown === undefined) return 0;
  return unknown.isAnew ? 1 : Math.min(before + 1, storeLimits.countMax);
}

function isKnown(code: number, place: number): boolean {
  return place === criticalChange ? code !== neverCounted : code !== stateCodes.unknown;
}
