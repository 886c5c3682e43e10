import type { EdgeSource } from '#lib/graph/model';
import type { Holder } from '#lib/graph/repository-snapshot';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import type { Repository } from '#lib/oci/reference';
import type { ContentDescriptor, Notice } from '#lib/transfer/plan';

/** A manifest that was read, as far as plans need it. */
export type SurveyedManifest = {
  readonly content: ContentDescriptor;
  readonly kind: Kind;
  /** A few words for sentences: "SPDX 2.3 · 214 packages". */
  readonly title: string;
  readonly platform?: string;
  readonly subject?: Digest;
  /** The manifests that it holds, in its order: entries of an index, mostly. One that is listed twice comes twice. */
  readonly children: readonly Descriptor[];
  /** The blobs that go where it goes, each once: config, layers, and entries of an index that are no manifests. */
  readonly blobs: readonly Descriptor[];
  /** Blobs that it names and that are not here; those that are not missing lie at addresses of their own. */
  readonly absent: readonly Descriptor[];
  /** Descriptors in fields that no specification knows: they stay. */
  readonly others: readonly Descriptor[];
};

export type SurveyedReferrer = {
  readonly digest: Digest;
  readonly sources: readonly EdgeSource[];
  /** Where it lies, when that is another repository. */
  readonly elsewhere?: Repository;
};

/** A list of referrers under the referrers tag of a subject. */
export type ReferrersList = {
  readonly tag: string;
  readonly digest: Digest;
  readonly entries: readonly Digest[];
};

/** What is known of a graph and of the repository around it, at one moment: what plans are made from. */
export type Survey = {
  readonly at: Repository;
  readonly root: Digest;
  /** The tag that was asked for. */
  readonly tag?: string;
  /** Root, children and referrers, and theirs, all the way; those too that lie elsewhere. */
  readonly manifests: ReadonlyMap<Digest, SurveyedManifest>;
  /** Manifests and blobs that are named by a manifest or a list, and not to be had: why. */
  readonly missing: ReadonlyMap<Digest, string>;
  /** The text of blobs that are not here and that a manifest itself holds. */
  readonly embedded: ReadonlyMap<Digest, string>;
  /** By subject; cosign's tags are among them, as `cosign-tags`. */
  readonly referrers: ReadonlyMap<Digest, readonly SurveyedReferrer[]>;
  readonly referrersLists: ReadonlyMap<Digest, ReferrersList>;
  /** Every tag of the repository, those made from digests too; of the graph alone when only that was asked for. */
  readonly tags: ReadonlyMap<string, Digest>;
  /** The indexes outside the graph that hold a manifest of it. */
  readonly holders: ReadonlyMap<Digest, readonly Holder[]>;
  /** Undefined when the registry could not tell. */
  readonly hasReferrersApi: boolean | undefined;
  /** What could not be determined; each may hide content that a plan would lose. */
  readonly gaps: readonly Notice[];
};
