import type { Annotations } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { PlanRequest } from '#lib/transfer/plan-request';

/** A manifest or blob that a step is about; `artifactType` and `annotations` as a list of referrers shows them. */
export type ContentDescriptor = {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Annotations;
};

/** What one step does, with all that it needs: a plan is executed from its text alone, also by another process. */
export type StepWork =
  /** Writes the graph of these manifests into an archive that can be downloaded from the record. */
  | { readonly verb: 'archive'; readonly at: Repository; readonly content: ArchiveContent }
  /** HEAD, then mount where both are on one registry, then stream. */
  | {
      readonly verb: 'copy-blob';
      readonly from: Repository;
      readonly to: Repository;
      readonly blob: ContentDescriptor;
    }
  /** A file of `POST /api/uploads`, or a short text, becomes a blob. */
  | {
      readonly verb: 'push-blob';
      readonly to: Repository;
      readonly source: NewBlob;
      readonly blob: ContentDescriptor;
    }
  /** The exact bytes of `from`, by digest. */
  | {
      readonly verb: 'copy-manifest';
      readonly from: Repository;
      readonly to: Repository;
      readonly manifest: ContentDescriptor;
      /** What it refers to: those with the same are written one after another. */
      readonly subject?: Digest;
    }
  /** A manifest made here; `text` is its exact bytes in UTF-8. */
  | {
      readonly verb: 'push-manifest';
      readonly to: Repository;
      readonly manifest: ContentDescriptor;
      readonly text: string;
      readonly subject?: Digest;
    }
  /** Makes sure that these are found from their subject: by the referrers API, or by the referrers tag written here. */
  | {
      readonly verb: 'list-referrers';
      readonly at: Repository;
      readonly subject: Digest;
      readonly referrers: readonly ContentDescriptor[];
    }
  /** Takes these from the referrers tag of their subject, where there is one. */
  | {
      readonly verb: 'unlist-referrers';
      readonly at: Repository;
      readonly subject: Digest;
      readonly referrers: readonly Digest[];
    }
  /** Points a tag at a manifest that is there; `was` is what it points to until then, null for a tag that is new. */
  | {
      readonly verb: 'tag';
      readonly at: Repository;
      readonly tag: string;
      readonly digest: Digest;
      readonly was: Digest | null;
    }
  /** Removes a tag and nothing else. */
  | { readonly verb: 'untag'; readonly at: Repository; readonly tag: string; readonly digest: Digest }
  /** The same where the registry deletes no tags: the tag is moved to a manifest made for this, and that is deleted. */
  | {
      readonly verb: 'untag-by-placeholder';
      readonly at: Repository;
      readonly tag: string;
      readonly digest: Digest;
    }
  /** By digest; stops when another tag than these points to it, or another referrer than these refers to it. */
  | {
      readonly verb: 'delete-manifest';
      readonly at: Repository;
      readonly digest: Digest;
      readonly tags: readonly string[];
      readonly referrers: readonly Digest[];
    }
  /** Asks for every digest and every tag again. */
  | {
      readonly verb: 'verify';
      readonly at: Repository;
      readonly manifests: readonly Digest[];
      readonly blobs?: readonly Digest[];
      readonly tags: readonly { readonly tag: string; readonly digest: Digest }[];
    };

/** Content that no registry has yet. */
type NewBlob =
  | { readonly kind: 'upload'; readonly id: string }
  | { readonly kind: 'text'; readonly text: string };

export type Verb = StepWork['verb'];

/** What an archive holds: every manifest in it, and the names of those that have one. */
export type ArchiveContent = {
  readonly manifests: readonly ContentDescriptor[];
  /** What these name and the archive does not hold, as the person knows: anything else that is not there breaks it. */
  readonly absent?: readonly Digest[];
  readonly tags: readonly { readonly tag: string; readonly digest: Digest }[];
  /** Without: manifests and configs only, for who wants to look and not to run. */
  readonly withLayers: boolean;
};

export type Step = StepWork & {
  /** Unique within the plan. */
  readonly id: string;
  /** Ids of steps that must be done before. */
  readonly after: readonly string[];
  /** What a person reads: `host/name:tag` or `host/name@sha256:…`. */
  readonly target: string;
  /** One sentence: what happens and why. */
  readonly detail: string;
  /** Bytes that this step moves at the most. */
  readonly bytes?: number;
  /** The node of the graph that it is about. */
  readonly node?: Digest;
};

/** Something that stays although it belongs to the graph, and why. */
export type KeptContent = { readonly digest: Digest; readonly why: string };

/** A thing to know before; `digests` and `tags` are what it is about. */
export type Notice = {
  readonly code: string;
  readonly text: string;
  readonly digests?: readonly Digest[];
  readonly tags?: readonly string[];
};

/**
 * What keeps a plan from being run. One that can be accepted waits for a decision: the same request with its code in
 * `accept` gives a plan without it.
 */
export type Blocker = Notice & { readonly isAcceptable: boolean };

export type PlanTotals = {
  readonly steps: number;
  readonly manifests: number;
  readonly blobs: number;
  /** Bytes to move at the most: less where blobs are there already or can be mounted. */
  readonly bytes: number;
  /** An upper bound of what the registry's garbage collection may free. */
  readonly freedBytes?: number;
};

/** What will be done, exactly; nothing has happened yet. Plain data, the same after JSON. */
export type Plan = {
  readonly id: string;
  readonly action: PlanRequest['action'];
  /** "Delete localhost:5000/acme/app:1.0 and everything attached to it" */
  readonly title: string;
  readonly request: PlanRequest;
  /** The artifact in the middle, for the marks in its graph. */
  readonly root?: Digest;
  readonly steps: readonly Step[];
  readonly kept: readonly KeptContent[];
  readonly warnings: readonly Notice[];
  readonly blockers: readonly Blocker[];
  /** What has to be typed before the plan is run. */
  readonly confirm?: string;
  readonly totals: PlanTotals;
  /** RFC 3339. */
  readonly created: string;
  readonly expires: string;
};

/** A plan before the server gives it a name and a time. */
export type PlanDraft = Omit<Plan, 'id' | 'created' | 'expires' | 'request' | 'action'>;
