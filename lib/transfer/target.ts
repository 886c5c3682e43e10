import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { Notice } from '#lib/transfer/plan';

/** What is at the place that something is brought to. */
export type TargetState = {
  readonly at: Repository;
  /** Manifests and blobs that need not be brought. */
  readonly present: ReadonlySet<Digest>;
  /** What the tags that are to be set point to now; null for those that are free. */
  readonly tags: ReadonlyMap<string, Digest | null>;
  /** Nothing was ever pushed there, as far as the registry tells. */
  readonly isNew: boolean;
  readonly gaps: readonly Notice[];
};

/** What a plan brings, to be looked for before. */
export type RequiredContent = {
  readonly manifests: readonly {
    readonly digest: Digest;
    readonly blobs: readonly Digest[];
    /** Where the manifest is there, its blobs are. */
    readonly impliesBlobs: boolean;
  }[];
  readonly tags: readonly string[];
};
