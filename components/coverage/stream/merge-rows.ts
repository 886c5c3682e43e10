import type { AuditRow } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';

/** Rows by {@link artifactKey}. */
export type RowsByKey = ReadonlyMap<string, AuditRow>;

/** The rows that are shown, and how the present run changed them. */
export type MergedRows = {
  readonly rows: RowsByKey;
  /** The rows that this run has sent; those of an earlier one stay until it is known that they are gone. */
  readonly sent: ReadonlySet<string>;
  /** What each tag named when this run began. */
  readonly before: RowsByKey;
  /** Tags of which this run did not learn what they name: they stay at what they named before. */
  readonly unanswered: ReadonlySet<string>;
};

/** What is said of a row that was asked for again, without learning more than before. */
export const earlierNote = 'The registry did not answer again. This is its earlier answer.';

export const noRows: MergedRows = {
  rows: new Map(),
  sent: new Set(),
  before: new Map(),
  unanswered: new Set(),
};

/** The same rows for a run that begins: what they know stays until it is replaced. */
export function beginRun(rows: RowsByKey): MergedRows {
  const before = new Map<string, AuditRow>();
  for (const row of rows.values()) for (const tag of tagsOf(row)) before.set(tag, row);
  return { rows, sent: new Set(), before, unanswered: new Set() };
}

/**
 * The rows with those that a run sends. A row that only says less than what was known of it does not replace it: a
 * registry that has stopped answering takes nothing away.
 */
export function mergeRows(merged: MergedRows, fresh: readonly AuditRow[]): MergedRows {
  const rows = new Map(merged.rows);
  const sent = new Set(merged.sent);
  const unanswered = new Set(merged.unanswered);
  const set = (row: AuditRow) => {
    const key = artifactKey(row);
    const known = rows.get(key);
    const others = known?.tags.filter((tag) => unanswered.has(tagOf(row, tag))) ?? [];
    rows.set(key, withTags(knownBetter(known, row), [...row.tags, ...others]));
    sent.add(key);
  };
  // Not for each tag: of ten thousand that name one digest, each would copy all before it.
  const kept = new Map<string, { readonly earlier: AuditRow; readonly tags: string[] }>();
  const keep = (earlier: AuditRow, row: AuditRow) => {
    for (const tag of tagsOf(row)) unanswered.add(tag);
    const key = artifactKey(earlier);
    const one = kept.get(key) ?? { earlier, tags: [] };
    one.tags.push(...row.tags);
    kept.set(key, one);
  };
  for (const row of fresh) {
    const named = merged.before.get(tagsOf(row)[0] ?? '');
    if (row.digest === undefined && named?.digest !== undefined) keep(named, row);
    else set(row);
  }
  for (const [key, { earlier, tags }] of kept) {
    const known = sent.has(key) ? rows.get(key) : undefined;
    rows.set(key, noted(known ?? earlier, [...(known?.tags ?? []), ...tags]));
    sent.add(key);
  }
  for (const row of fresh) {
    const earlier = tagsOf(row).flatMap((tag) => merged.before.get(tag) ?? []);
    // A row of an earlier run whose tags are another artifact's by now, or that had no digest then.
    for (const key of earlier.map(artifactKey)) if (!sent.has(key)) rows.delete(key);
  }
  return { rows, sent, before: merged.before, unanswered };
}

/** The rows with one that was asked for by one of its tags; the others still name it. */
export function mergeRowAgain(rows: RowsByKey, row: AuditRow): RowsByKey {
  const next = new Map(rows);
  const before =
    rows.get(artifactKey(row)) ?? [...rows.values()].find(({ reference }) => reference === row.reference);
  if (before === undefined) return next.set(artifactKey(row), row);
  const isSame = before.digest === row.digest || before.digest === undefined || row.digest === undefined;
  const tags = isSame ? before.tags : row.tags;
  const better =
    row.digest === undefined && before.digest !== undefined
      ? noted(before, tags)
      : withTags(knownBetter(before, row), tags);
  // Where its tag moved it is in place of what was there.
  next.delete(artifactKey(before));
  return next.set(artifactKey(better), better);
}

/** What one artifact is called in a map: its repository and digest, or its reference where nobody knows the digest. */
export function artifactKey({ reference, digest }: Pick<AuditRow, 'reference' | 'digest'>): string {
  return digest === undefined ? reference : `${repositoryOf(reference)}@${digest}`;
}

/** `host/name` of `host/name:tag` and `host/name@digest`. */
export function repositoryOf(reference: string): string {
  const at = reference.indexOf('@');
  const name = at < 0 ? reference : reference.slice(0, at);
  const slash = name.lastIndexOf('/');
  const colon = name.lastIndexOf(':');
  return slash >= 0 && colon > slash ? name.slice(0, colon) : name;
}

/** The new row, or the earlier one of the same digest where the new one tells nothing that differs, only less. */
function knownBetter(known: AuditRow | undefined, row: AuditRow): AuditRow {
  if (known === undefined || known.digest === undefined || known.digest !== row.digest) return row;
  const states = evidenceNames.map((name) => [known.evidence[name].state, row.evidence[name].state] as const);
  const isLess = states.some(([was, is]) => was !== is);
  const isOnlyLess = isLess && states.every(([was, is]) => was === is || is === 'unknown');
  return isOnlyLess ? noted(known, row.tags) : row;
}

function noted(row: AuditRow, tags: readonly string[]): AuditRow {
  const { notes = [] } = row;
  return { ...withTags(row, tags), notes: notes.includes(earlierNote) ? notes : [...notes, earlierNote] };
}

function withTags(row: AuditRow, tags: readonly string[]): AuditRow {
  return { ...row, tags: [...new Set(tags)] };
}

function tagsOf({ reference, tags }: AuditRow): readonly string[] {
  return tags.map((tag) => tagOf({ reference }, tag));
}

function tagOf({ reference }: Pick<AuditRow, 'reference'>, tag: string): string {
  return `${repositoryOf(reference)}:${tag}`;
}
