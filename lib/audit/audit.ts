import type { Severity } from '#lib/formats/documents/rows';
import type { CheckState } from '#lib/graph/verification/evidence-check';
import type { PolicyName, Verdict } from '#lib/graph/verification/verification';
import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** The kinds of evidence that an audit tells apart; `report` is a report of vulnerabilities. */
export const evidenceNames = ['signature', 'provenance', 'sbom', 'vex', 'report'] as const;
export type EvidenceName = (typeof evidenceNames)[number];

/**
 * What is so of one kind of evidence: `none` only where every source gave a proof of it, `unknown` where one did not; the
 * others are the words of a check, of the piece that decides (`cellOf`).
 */
export const cellStates = [
  'none',
  'present',
  'valid',
  'matches',
  'failed',
  'cannot-check',
  'unknown',
] as const;
export type CellState = (typeof cellStates)[number];

/** One kind of evidence of an artifact, or of one of its platforms. */
export type EvidenceCell = {
  readonly state: CellState;
  /** Pieces of evidence: documents and signatures, not the manifests that carry them. */
  readonly count: number;
  /** Of an artifact of several platforms: on what it is in this state. Absent elsewhere, and where nothing was found. */
  readonly on?: 'index' | 'every platform' | 'some platforms';
  /** A sentence: why it is unknown, what is wrong, or who signed. */
  readonly reason?: string;
  /** The manifests that carry it. */
  readonly digests: readonly Digest[];
  /** How many pieces came to which state, where there is one. */
  readonly states?: Readonly<Partial<Record<CheckState, number>>>;
  /** Pieces that are signed and that nobody verified. */
  readonly unchecked?: number;
  /** Why there may be more than what was found. */
  readonly doubt?: string;
};

/** Reports of vulnerabilities, and what is open in the newest of each tool. */
export type ReportCell = EvidenceCell & {
  /** Whole days since the report was made; of several places the oldest of what is newest there. Absent: not told. */
  readonly age?: number;
  /** The gravest finding that is open; absent where none is, or where it is unknown. */
  readonly worst?: Severity;
  /** Findings that nothing excuses; absent where they are unknown. */
  readonly open?: number;
  /** How many of those that are open have no severity: each may be as grave as any. */
  readonly unrated?: number;
  /** Why more may be open than was counted. */
  readonly openDoubt?: string;
  /** Why some of what was counted as open may be excused: a VEX document may be where nothing could be read. */
  readonly excuseDoubt?: string;
};

/** What speaks for one artifact, by kind. */
export type RowEvidence = Readonly<Record<Exclude<EvidenceName, 'report'>, EvidenceCell>> & {
  readonly report: ReportCell;
};

/** One platform of an artifact, and what hangs on it alone. */
export type AuditPlatform = {
  /** `linux/arm64`; the digest where no index names a platform. */
  readonly platform: string;
  readonly digest: Digest;
  readonly evidence: RowEvidence;
};

/** One artifact. */
export type AuditRow = {
  /** `host/name:tag`, or `host/name@digest` of what no tag names. */
  readonly reference: string;
  /** Absent where nobody could tell to what the tag points. */
  readonly digest?: Digest;
  /** Every tag of the digest. */
  readonly tags: readonly string[];
  readonly kind?: Kind;
  /** RFC 3339: when it was made, as it says itself. */
  readonly created?: string;
  readonly platforms: readonly AuditPlatform[];
  /** On the artifact and on its platforms together. */
  readonly evidence: RowEvidence;
  /** Of an artifact of several platforms: what hangs on the artifact itself. */
  readonly own?: RowEvidence;
  /** What a policy says of it; absent where none is known, or where it was not asked. */
  readonly policy?: {
    /** Absent where no policy could be asked. */
    readonly name?: string;
    readonly verdict: Verdict;
    readonly reasons: readonly string[];
  };
  readonly verdict: Verdict;
  /** Sentences: what is missing or not known; of what passes, what it passed. */
  readonly why: readonly string[];
  /** What happened while it was looked at, as that a tag moved. */
  readonly notes?: readonly string[];
  /** RFC 3339: when it was looked at, where that was before the audit began. */
  readonly asOf?: string;
};

/** How many artifacts are in which state. */
export type AuditCounts = {
  readonly artifacts: number;
  readonly tags: number;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly byEvidence: Readonly<Record<EvidenceName, Readonly<Record<CellState, number>>>>;
};

/** What is required, as a file of requirements that says the same. */
export type StatedRequirements = {
  /** `query`: the question named them; `file`: requirements.yaml does; `none`: nothing is required. */
  readonly source: 'query' | 'file' | 'none';
  /** The text of requirements.yaml as it is, or as it would be; empty where nothing is required. */
  readonly text: string;
  /** What of the file was not understood, in sentences with their lines: while there is any, nothing passes. */
  readonly problems?: readonly string[];
};

/** Artifacts and what speaks for them: the document of `GET /api/audit`. */
export type Audit = {
  /** What was asked for: a registry, a repository or an artifact. */
  readonly scope: string;
  /** The kinds of evidence that a requirement names. */
  readonly require: readonly EvidenceName[];
  readonly requirements?: StatedRequirements;
  readonly policy?: PolicyName;
  /** RFC 3339: when the oldest fact was learned. */
  readonly asOf: string;
  /** Whether every artifact was looked at; rows may still be unknown. */
  readonly complete: boolean;
  readonly counts: AuditCounts;
  /** Worst first. */
  readonly rows: readonly AuditRow[];
  /** What was left out, in sentences. */
  readonly limits: readonly string[];
};

/**
 * One line of `GET /api/audit` as NDJSON: rows as they are known, and last what they come to. A row takes the place of an
 * earlier one with the same `reference`, which had fewer of its tags. `known` counts a tag that was not resolved yet as an
 * artifact of its own, so it shrinks where tags share one.
 */
export type AuditEvent =
  | { readonly type: 'row'; readonly row: AuditRow }
  | { readonly type: 'progress'; readonly done: number; readonly known: number }
  | { readonly type: 'limit'; readonly reason: string }
  | ({ readonly type: 'end' } & Omit<Audit, 'rows'>);
