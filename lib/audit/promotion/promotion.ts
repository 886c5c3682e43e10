import type { Audit, AuditEvent } from '#lib/audit/audit';
import type { PackageDifference } from '#lib/formats/compare/comparison';
import type { Severity } from '#lib/formats/documents/rows';
import type { SeverityCounts } from '#lib/formats/findings/severity-counts';
import type { PolicyName, Verdict } from '#lib/graph/verification/verification';
import type { Digest } from '#lib/oci/digest';

/** What is judged of a candidate beside the release that was accepted before, in the order of a page. */
export const sectionNames = [
  'signature',
  'sbom',
  'provenance',
  'packages',
  'findings',
  'requirements',
  'regressions',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** One manifest that a section stands on. */
export type SectionEvidence = {
  readonly digest: Digest;
  /** What it hangs on. */
  readonly about: Digest;
  /** Whether it counts for the candidate. */
  readonly verdict: Verdict;
  /** A sentence. */
  readonly says: string;
};

/** One part of the judgement. */
export type PromotionSection = {
  readonly name: SectionName;
  /** `unknown` never counts as a pass. */
  readonly verdict: Verdict;
  /** Why, a sentence each; the first tells most. */
  readonly sentences: readonly string[];
  readonly evidence: readonly SectionEvidence[];
};

/** The packages of one platform that differ. */
export type ChangedPackages = {
  /** Absent where there is only one. */
  readonly platform?: string;
  readonly added: number;
  readonly removed: number;
  readonly updated: number;
  readonly same: number;
  readonly rows: readonly PackageDifference[];
  /** Rows that are counted and not listed. */
  readonly rowsLeftOut?: number;
};

/** A finding after VEX was applied: open in the candidate alone, in the accepted release alone, or in both. */
export type ChangedFinding = {
  readonly change: 'new' | 'fixed' | 'excused' | 'open';
  readonly vulnerability: string;
  readonly severity: Severity;
  readonly package?: string;
  readonly version?: string;
  /** What VEX says of it in the candidate, else in the accepted release. */
  readonly vex?: string;
};

/** What happened to the findings. `excused` are those of the candidate that VEX takes out. */
export type ChangedFindings = {
  readonly new: SeverityCounts;
  readonly fixed: SeverityCounts;
  readonly open: number;
  readonly excused: number;
  /** New ones first, the gravest before. */
  readonly rows: readonly ChangedFinding[];
  readonly rowsLeftOut?: number;
};

/** One of the two artifacts. */
type PromotionSide = { readonly reference: string; readonly digest: Digest };

/** What somebody signed off, as its statement says it. */
export type ApprovalClaim = {
  readonly who: string;
  /** RFC 3339. */
  readonly at: string;
  readonly verdict: Verdict;
  readonly accepted: { readonly reference: string; readonly digest: string };
  readonly candidate: { readonly reference: string; readonly digest: string };
  /** SHA-256 of the policy, in hex; absent where there was none. */
  readonly policyHash?: string;
  readonly policyName?: string;
  /** As the file of requirements says them. */
  readonly requirements: string;
  readonly signedOff: string;
  readonly note?: string;
  /** Why somebody accepted what did not pass. */
  readonly reason?: string;
};

/** An approval that hangs on a candidate. */
export type Approval = {
  /** The manifest that carries it. */
  readonly digest: Digest;
  /** `failed`: it is not about this digest, or it cannot be read. */
  readonly state: 'holds' | 'failed';
  /** Absent where it cannot be read. */
  readonly claim?: ApprovalClaim;
  /** What a reader has to know of it: sentences. */
  readonly remarks: readonly string[];
  /** Who signed the approval itself, where that is proven. */
  readonly signedBy?: string;
};

/** Whether a candidate can replace the release that was accepted before: `against` in `GET /api/audit`. */
export type Promotion = {
  readonly accepted: PromotionSide;
  readonly candidate: PromotionSide;
  readonly verdict: Verdict;
  /** The verdict and what decides it, in one sentence. */
  readonly headline: string;
  readonly sections: readonly PromotionSection[];
  /** Of each platform that both have. */
  readonly packages: readonly ChangedPackages[];
  /** Absent where they could not be compared. */
  readonly findings?: ChangedFindings;
  /** Absent where no policy is known. */
  readonly policy?: PolicyName;
  /** What is required, as the file of requirements says it. */
  readonly requirements: string;
  /** Approvals that hang on the candidate, the newest first. */
  readonly approvals: readonly Approval[];
};

/** The document of `GET /api/audit`, with `against` where a release was named. */
export type AuditAnswer = Audit & { readonly against?: Promotion };

/** One line of the same as NDJSON: `against` stands in the last one. */
export type AuditLine =
  | Exclude<AuditEvent, { readonly type: 'end' }>
  | (Extract<AuditEvent, { readonly type: 'end' }> & { readonly against?: Promotion });
