import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { Notice } from '#lib/transfer/plan';

/** What the target of a copy has before the copy. */
export type TargetState = {
  readonly at: Repository;
  /** Manifests and blobs that need no copy. */
  readonly present: ReadonlySet<Digest>;
  /** What the tags of the copy point to now; null for a tag that is free. */
  readonly tags: ReadonlyMap<string, Digest | null>;
  /** Whether the registry says that it has no such repository. */
  readonly isNew: boolean;
  readonly gaps: readonly Notice[];
};

/** What a copy needs at its target, and what therefore is looked up before. */
export type RequiredContent = {
  readonly manifests: readonly {
    readonly digest: Digest;
    readonly blobs: readonly Digest[];
    /** Whether a registry that has the manifest has its blobs too. */
    readonly impliesBlobs: boolean;
  }[];
  readonly tags: readonly string[];
};
