import type { Audit, AuditRow } from './audit.ts';
import type { AuditChange } from './audit-change.ts';
import { auditChangeKinds } from './audit-change.ts';
import { changesOf } from './row-changes.ts';

/** What is different between two audits. */
export type AuditComparison = {
  /** In the order of {@link auditChangeKinds}, then by reference. */
  readonly changes: readonly AuditChange[];
  /** Artifacts about which nothing of this changed. */
  readonly same: number;
  /** Why the two cannot be compared in everything, in sentences. */
  readonly notes: readonly string[];
};

/** An audit as far as two are compared by it. */
export type ComparedAudit = Pick<Audit, 'scope' | 'complete' | 'rows' | 'policy' | 'requirements'>;

/**
 * What changed from one audit to a later one. Artifacts are the same by digest, or else by a tag that moved. What is not
 * known in one of them is no change: it is said as not determined now, or known only now.
 */
export function compareAudits(before: ComparedAudit, after: ComparedAudit): AuditComparison {
  const pairs = pairRows(before.rows, after.rows);
  const isSameScope = before.scope === after.scope;
  const changes = pairs.flatMap(({ old, now }): readonly AuditChange[] => {
    if (old !== undefined && now !== undefined) return changesOf(old, now);
    if (now !== undefined) return isSameScope ? [appeared(now, before.complete)] : [];
    return old !== undefined && isSameScope ? [vanished(old, after.complete)] : [];
  });
  const changed = new Set(changes.map(({ reference }) => reference));
  const both = pairs.filter(({ old, now }) => old !== undefined && now !== undefined);
  return {
    changes: changes.toSorted(byKindAndName),
    same: both.filter(({ now }) => now !== undefined && !changed.has(now.reference)).length,
    notes: notesOf(before, after),
  };
}

type Pair = { readonly old?: AuditRow; readonly now?: AuditRow };

function pairRows(before: readonly AuditRow[], after: readonly AuditRow[]): readonly Pair[] {
  const byDigest = new Map<string, AuditRow>();
  const byTag = new Map<string, AuditRow>();
  for (const row of before) {
    const repository = repositoryOf(row.reference);
    if (row.digest !== undefined) byDigest.set(`${repository}@${row.digest}`, row);
    for (const tag of row.tags) byTag.set(`${repository}:${tag}`, row);
  }
  const used = new Set<AuditRow>();
  const pairs = after.map((now): Pair => {
    const repository = repositoryOf(now.reference);
    const same = now.digest === undefined ? undefined : byDigest.get(`${repository}@${now.digest}`);
    const moved = now.tags.map((tag) => byTag.get(`${repository}:${tag}`)).find((row) => row !== undefined);
    const old = same ?? moved;
    if (old === undefined) return { now };
    used.add(old);
    return { old, now };
  });
  return [...pairs, ...before.filter((row) => !used.has(row)).map((old) => ({ old }))];
}

/** `host/name` of `host/name:tag` and `host/name@digest`. */
function repositoryOf(reference: string): string {
  const name = reference.split('@', 1)[0] ?? reference;
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') && name.includes('/') ? name.slice(0, colon) : name;
}

const verdictWords = {
  pass: 'It passes.',
  fail: 'It fails.',
  unknown: 'Whether it passes is not determined.',
} as const;

function appeared(now: AuditRow, wasComplete: boolean): AuditChange {
  return wasComplete
    ? { ...nameOf(now), kind: 'new', why: `It is new. ${verdictWords[now.verdict]}` }
    : {
        ...nameOf(now),
        kind: 'newly-known',
        why: `The earlier audit did not read it. ${verdictWords[now.verdict]}`,
      };
}

function vanished(old: AuditRow, isComplete: boolean): AuditChange {
  return isComplete
    ? { ...nameOf(old), kind: 'gone', why: 'It no longer exists.' }
    : {
        ...nameOf(old),
        kind: 'not-determined',
        why: 'The later audit is incomplete and did not read this.',
      };
}

function nameOf({ reference, digest }: AuditRow): Pick<AuditChange, 'reference' | 'digest'> {
  return { reference, ...(digest === undefined ? {} : { digest }) };
}

function byKindAndName(one: AuditChange, other: AuditChange): number {
  const rank = auditChangeKinds.indexOf(one.kind) - auditChangeKinds.indexOf(other.kind);
  if (rank !== 0 || one.reference === other.reference) return rank;
  return one.reference < other.reference ? -1 : 1;
}

function notesOf(before: ComparedAudit, after: ComparedAudit): readonly string[] {
  return [
    ...(before.scope === after.scope
      ? []
      : [
          `The audits cover different places, ${before.scope} and ${after.scope}. Only artifacts in both are compared.`,
        ]),
    ...(before.requirements?.text === after.requirements?.text
      ? []
      : ['The requirements have changed, which alone can change a result.']),
    ...(before.policy?.hash === after.policy?.hash
      ? []
      : ['The policies have changed, which alone can change a result.']),
    ...(before.complete ? [] : ['The earlier audit is incomplete.']),
    ...(after.complete ? [] : ['The later audit is incomplete.']),
  ];
}
