import type { FileType } from '#lib/formats/files/file-index';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';
import type { SeverityCounts } from '#lib/formats/findings/severity-counts';
import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** One of two artifacts that are compared. */
export type ComparedSide = {
  readonly reference: string;
  readonly digest: Digest;
  readonly title: string;
  readonly created?: string;
  /** Of an index; empty for what is no index. */
  readonly platforms: readonly string[];
  /** What stands for it: the image of the platform, or the artifact itself. */
  readonly image: Digest;
  readonly platform?: string;
  /** Bytes of the config and the layers of that image. */
  readonly size?: number;
};

/** A part of a comparison, or why there is none: a sentence. */
type Compared<T> =
  | ({ readonly state: 'compared' } & T)
  | { readonly state: 'missing'; readonly reason: string };

/** A fact of which the sides say different things; absent where a side does not have it. */
export type FactDifference = { readonly name: string; readonly left?: string; readonly right?: string };

export type PackageDifference = {
  readonly change: 'added' | 'removed' | 'updated';
  readonly name: string;
  readonly type?: string;
  /** Versions; several where a side has the package several times. */
  readonly left: readonly string[];
  readonly right: readonly string[];
};

export type PackageComparison = {
  /** The SBOMs that were compared. */
  readonly left: Digest;
  readonly right: Digest;
  readonly added: number;
  readonly removed: number;
  readonly updated: number;
  /** Packages that both have in the same version. */
  readonly same: number;
  readonly rows: readonly PackageDifference[];
  /** Rows beyond the bound, which are counted and not listed. */
  readonly rowsLeftOut?: number;
  /** What makes the comparison doubtful: sentences. */
  readonly doubts: readonly string[];
};

export type FindingDifference = {
  /** `changed`: both have it, and its severity or what VEX says is another. */
  readonly change: 'added' | 'removed' | 'changed';
  readonly left?: JoinedFinding;
  readonly right?: JoinedFinding;
};

export type FindingComparison = {
  /** Open on the right and not on the left. */
  readonly added: SeverityCounts;
  /** Open on the left and not on the right. */
  readonly removed: SeverityCounts;
  /** Open on both. */
  readonly same: number;
  readonly rows: readonly FindingDifference[];
  readonly rowsLeftOut?: number;
  readonly doubts: readonly string[];
};

export type LayerDifference = {
  readonly change: 'same' | 'added' | 'removed';
  readonly digest: Digest;
  readonly size: number;
  /** The step of the build that made it. */
  readonly step?: string;
};

export type LayerComparison = {
  readonly rows: readonly LayerDifference[];
  /** Layers at the beginning that both have: the base. */
  readonly base: number;
  /** How the bases are: `none` where one side has no layers. */
  readonly baseState: 'unchanged' | 'changed' | 'none';
};

/** A path of a file system as one side has it. */
export type ComparedFile = {
  readonly size: number;
  /** Permissions, as of `chmod`. */
  readonly mode: number;
  readonly type: FileType;
  /** Where a link leads. */
  readonly link?: string;
};

/** What of a path may differ. */
export const fileAspects = ['type', 'size', 'content', 'mode', 'link'] as const;
export type FileAspect = (typeof fileAspects)[number];

export type FileDifference = {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Of what changed; empty for what one side does not have. */
  readonly aspects: readonly FileAspect[];
  readonly left?: ComparedFile;
  readonly right?: ComparedFile;
};

/** The file systems that the layers of both sides make. A folder is told when it is empty, or is all that differs. */
export type FileComparison = {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Files that are the same on both sides. */
  readonly same: number;
  /** All that differs: more than `rows` when there are too many to be listed. */
  readonly total: number;
  /** By their paths, each folder right before what it holds. */
  readonly rows: readonly FileDifference[];
  /** False where not every file could be listed, or its content compared. */
  readonly isComplete: boolean;
  /** Why it is not complete, and what to know beside: sentences. */
  readonly notes: readonly string[];
};

/** Alike attachments of one side: titles that say the same are counted. */
export type AttachedTitle = { readonly title: string; readonly count: number; readonly digest: Digest };

export type AttachmentDifference = {
  readonly kind: Kind;
  /** `gained` and `lost`: a side has none of this kind. */
  readonly change: 'gained' | 'lost' | 'changed' | 'same';
  readonly left: readonly AttachedTitle[];
  readonly right: readonly AttachedTitle[];
};

type AttachmentComparison = {
  readonly rows: readonly AttachmentDifference[];
  /** Whether all sources answered: else what seems lost may be there. */
  readonly isComplete: { readonly left: boolean; readonly right: boolean };
};

/** What `GET /api/compare` tells of two artifacts. */
export type Comparison = {
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  /** Platforms that both have. */
  readonly platforms: readonly string[];
  /** Why the two images may not be comparable: sentences. */
  readonly doubts: readonly string[];
  readonly artifact: readonly FactDifference[];
  readonly config: Compared<{
    readonly rows: readonly FactDifference[];
    /** Facts of which both sides say the same. */
    readonly same: readonly { readonly name: string; readonly value: string }[];
  }>;
  readonly layers: Compared<LayerComparison>;
  readonly packages: Compared<PackageComparison>;
  readonly findings: Compared<FindingComparison>;
  readonly attachments: AttachmentComparison;
  /** Only where it was asked for, because layers are downloaded for it. */
  readonly files?: Compared<FileComparison>;
};
