import type { Severity } from '#lib/formats/documents/rows';
import type { Digest } from '#lib/oci/digest';
import type { SeverityCounts } from './severity-counts.ts';
import type { VexDoubt, VexVerdict } from './vex-verdict.ts';

export type FoundPackage = { readonly name: string; readonly version?: string; readonly purl?: string };

/** A vulnerability in a package, as all newest reports together tell it. */
export type JoinedFinding = {
  /** The CVE where one of its names is a CVE. */
  readonly vulnerability: string;
  /** Its other names. */
  readonly aliases: readonly string[];
  /** The gravest that a tool gives it. */
  readonly severity: Severity;
  /** Absent where a tool names none. */
  readonly package?: FoundPackage;
  readonly fixedIn: readonly string[];
  /** The tools that found it. */
  readonly tools: readonly string[];
  /** The artifacts in which it was found: the one that was asked about, or its platforms. */
  readonly about: readonly Digest[];
  /** `open`: counts · `excused`: VEX says not affected or fixed · `suppressed`: the tools leave it out themselves. */
  readonly state: 'open' | 'excused' | 'suppressed';
  readonly vex?: VexVerdict;
  readonly doubts?: readonly VexDoubt[];
  /** Who says which severity, where the tools disagree. */
  readonly severities?: readonly { readonly tool: string; readonly severity: Severity }[];
  /** Tools with a report on the same artifact that do not name it, where there is more than one tool. */
  readonly silent?: readonly string[];
  /** CVSS, 0 to 10: the highest. */
  readonly score?: number;
  readonly title?: string;
  readonly url?: string;
  readonly location?: string;
};

/** A report that was read: the newest of its tool for what it is about. */
export type FindingsReport = {
  readonly digest: Digest;
  readonly tool: string;
  /** RFC 3339, when the tool looked. */
  readonly scannedAt?: string;
  /** The artifact that it hangs on. */
  readonly about: Digest;
  readonly platform?: string;
  readonly title: string;
  readonly format: string;
  /** What makes it the newest; `list`: only its place in the list, because none of them says when. */
  readonly newestBy: 'only' | 'scannedAt' | 'created' | 'list';
  /** Reports of the same tool on the same artifact that are left out because they are older. */
  readonly older: number;
  /** Open vulnerabilities, by its own word. */
  readonly findings: number;
  /** Whether it lists only what is no vulnerability: failed checks, secrets, findings in code. */
  readonly isBeside?: boolean;
};

export type FindingsStatement = {
  readonly digest: Digest;
  readonly author?: string;
  readonly timestamp?: string;
  readonly title: string;
  readonly format: string;
  /** The artifact that it hangs on. */
  readonly about: Digest;
  /** Statements in it. */
  readonly count: number;
  /** Findings to which one of them applies. */
  readonly applied: number;
  /** Findings of which that cannot be told. */
  readonly doubtful: number;
};

export type FindingsSbom = {
  readonly digest: Digest;
  readonly about: Digest;
  readonly platform?: string;
  readonly title: string;
  readonly packages: number;
  /** Packages under a copyleft licence. */
  readonly copyleft: number;
  readonly format?: string;
  /** Without its version. */
  readonly tool?: string;
  /** RFC 3339. */
  readonly created?: string;
};

export type FindingsProvenance = {
  readonly digest: Digest;
  readonly about: Digest;
  readonly platform?: string;
  readonly title: string;
  readonly source?: { readonly uri: string; readonly digest?: string; readonly ref?: string };
  readonly builder?: string;
};

/** What `GET /api/findings` tells of an artifact. */
export type Findings = {
  readonly about: Digest;
  readonly reference: string;
  readonly reports: readonly FindingsReport[];
  readonly statements: readonly FindingsStatement[];
  /**
   * `open` are the findings that nothing excuses; `affected` and `underInvestigation` are some of them. `disagreeing` are
   * those of which VEX statements say different things.
   */
  readonly counts: {
    readonly open: number;
    readonly notAffected: number;
    readonly fixed: number;
    readonly underInvestigation: number;
    readonly affected: number;
    readonly suppressed: number;
    readonly disagreeing: number;
    readonly fixable: number;
  };
  /** Of the open ones. */
  readonly bySeverity: SeverityCounts;
  /** What the reports find beside vulnerabilities. */
  readonly beside: {
    readonly misconfigurations: number;
    readonly secrets: number;
    readonly licences: number;
    readonly code: number;
  };
  /** The gravest first. */
  readonly rows: readonly JoinedFinding[];
  /** Rows beyond the bound, which are counted and not listed. */
  readonly rowsLeftOut?: number;
  readonly sboms: readonly FindingsSbom[];
  readonly provenance: readonly FindingsProvenance[];
  /** Evidence that could not be read, or not all of it. */
  readonly unread: readonly { readonly digest: Digest; readonly reason: string; readonly kind?: string }[];
  /** Whether every place was asked that may name evidence; else there may be more of everything. */
  readonly isComplete: boolean;
};
