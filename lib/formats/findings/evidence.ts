import type { FindingRow, StatementRow } from '#lib/formats/documents/rows';
import type { Digest } from '#lib/oci/digest';

/** Where a document was found, and what it is about. */
type Found = {
  /** The artifact that carries it. */
  readonly digest: Digest;
  /** The artifacts that it is about: what it hangs on, or the platforms that it names itself. */
  readonly about: readonly [Digest, ...Digest[]];
  readonly title: string;
  readonly format: string;
};

/** A report of a scanner, read. */
export type ReportEvidence = Found & {
  /** Without its version. */
  readonly tool: string;
  /** RFC 3339. */
  readonly scannedAt?: string;
  /** RFC 3339, by the annotation of the artifact that carries it. */
  readonly created?: string;
  readonly findings: Iterable<FindingRow>;
  /** Whether it lists only what is no vulnerability: failed checks, secrets. It replaces no list of vulnerabilities. */
  readonly isBeside?: boolean;
  /** Reports like it that are older by their annotation and were not read. */
  readonly olderUnread?: number;
};

/** A VEX document, or the statements in an SBOM, read. */
export type StatementEvidence = Found & {
  readonly author?: string;
  /** RFC 3339, for statements that have none of their own. */
  readonly timestamp?: string;
  readonly statements: readonly StatementRow[];
  /** What wraps them is about these digests; so are statements without products. */
  readonly subjects?: readonly string[];
};

/** What can be called the artifact that was asked about, for products that statements name. */
export type JoinedArtifact = {
  readonly root: Digest;
  /** The images in an index by digest, by their platform or, where it names none, their short digest. */
  readonly platforms: ReadonlyMap<Digest, string>;
  /** `host/name`, with and without tags and digests. */
  readonly references: readonly string[];
};
