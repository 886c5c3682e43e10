import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import type { RateLimit, RequestCount } from '#lib/oci/request-usage';

/** The exact bytes of a manifest. `verified` is false only for a digest whose algorithm nobody here can compute. */
export type ManifestBytes = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly digest: Digest;
  /** As the registry sent it, without parameters. */
  readonly mediaType: string;
  readonly verified: boolean;
};

/** A manifest with its exact bytes. */
export type FetchedManifest = ManifestBytes & { readonly manifest: Manifest };

export type ResolvedManifest = { readonly digest: Digest; readonly mediaType: string; readonly size: number };

/** A blob on its way: the stream errors, and never ends cleanly, when the bytes do not match the digest. */
export type FetchedBlob = {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Bytes of this body when the registry says so. */
  readonly size: number | undefined;
  /** `bytes a-b/total` for a partial answer, whose bytes cannot be hashed. */
  readonly contentRange: string | undefined;
};

export type NamesPage = {
  readonly names: readonly string[];
  /** Opaque; give it back for the next page. */
  readonly next?: string;
  /** Why the list is not whole although it ends here, as a sentence. */
  readonly cut?: string;
};

/** The three answers of the referrers API: a list, the absence of the API, or (thrown) a RegistryError. */
export type ReferrersResult =
  | {
      readonly support: 'supported';
      readonly descriptors: readonly Descriptor[];
      readonly filtered: boolean;
      /** Where the list was cut: a page limit, or a next page that came round again. */
      readonly cut?: string;
      /** Entries that are no descriptors and are left out here, as a sentence: `1 entry cannot be read: …`. */
      readonly unreadable?: string;
    }
  | { readonly support: 'unsupported'; readonly evidence: string };

type CallOptions = { readonly signal?: AbortSignal };

/**
 * Where the bytes of a blob come from: all of them at once, or a stream. Opened anew for each try, since a stream that
 * broke is spent. A chunk may be written over once the next is asked for.
 */
export type BlobSource = (
  signal: AbortSignal | undefined,
) => Promise<ReadableStream<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>>;

/** How a blob got where it is: it was there, the registry linked it from another repository, or its bytes were sent. */
export type PushResult = 'present' | 'mounted' | 'pushed';

/**
 * A client of one registry for one session, which changes nothing. Every method bounds, hashes and compares what it
 * reads, and rejects with RegistryError (see its codes) or OciError for documents that break the specs.
 */
export type RegistryClient = {
  /** `host[:port]` as in references. */
  readonly registry: string;
  /** Requests sent, and answered from memory, through this client; requests for tokens are not among them. */
  readonly requests: () => RequestCount;
  /** What the registry said last of the requests it still allows this session; undefined where it says nothing. */
  readonly rateLimit: () => RateLimit | undefined;
  /** Resolves when there is a registry that our credentials open: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#determining-support */
  readonly ping: (options?: CallOptions) => Promise<void>;
  /** `selector` is a tag or a digest: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
  readonly getManifest: (
    repository: string,
    selector: string,
    options?: CallOptions,
  ) => Promise<FetchedManifest>;
  /** The same without reading the document: for one that breaks the specs. */
  readonly getManifestBytes: (
    repository: string,
    selector: string,
    options?: CallOptions,
  ) => Promise<ManifestBytes>;
  /** By HEAD, and by GET where the registry leaves the digest out. */
  readonly resolveManifest: (
    repository: string,
    selector: string,
    options?: CallOptions,
  ) => Promise<ResolvedManifest>;
  /**
   * `range` is the value of a `Range` header, passed on as it is. Downloads wait for each other; `isDocument` is for what
   * is small and read at once, which waits for none. A transfer that is cut continues where it stopped. With
   * `allowsReuse` a chunk may be written over once the next is asked for, which makes large blobs cheap.
   * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs
   */
  readonly getBlob: (
    repository: string,
    digest: Digest,
    options?: CallOptions & {
      readonly range?: string;
      readonly isDocument?: boolean;
      readonly allowsReuse?: boolean;
    },
  ) => Promise<FetchedBlob>;
  /** One page: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags */
  readonly listTags: (
    repository: string,
    options?: CallOptions & { readonly pageSize?: number; readonly next?: string; readonly after?: string },
  ) => Promise<NamesPage>;
  /** One page of `GET /v2/_catalog`, where a registry has it. */
  readonly listRepositories: (
    options?: CallOptions & { readonly pageSize?: number; readonly next?: string; readonly after?: string },
  ) => Promise<NamesPage>;
  /**
   * Page by page; `onPage` is called as each page arrives, so that the first can be shown before the last.
   * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers
   */
  readonly listReferrers: (
    repository: string,
    subject: Digest,
    options?: CallOptions & {
      readonly artifactType?: string;
      readonly onPage?: (descriptors: readonly Descriptor[]) => void;
    },
  ) => Promise<ReferrersResult>;
  /** Whether the repository has this blob. */
  readonly hasBlob: (repository: string, digest: Digest, options?: CallOptions) => Promise<boolean>;
  /** Whether tags can be deleted by themselves; asked with a tag that nobody has, so that nothing is changed. */
  readonly probeTagDeletion: (repository: string, options?: CallOptions) => Promise<boolean | undefined>;
};

/** The calls that change what a registry holds: given only for a permit, which stands for a record of the change. */
export type RegistryWriter = {
  /**
   * Brings a blob into a repository: HEAD unless the caller has just looked, then a mount from another repository of
   * this registry, then an upload; in chunks where the whole is refused (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-blobs). The registry compares the digest, and so do
   * we; a failed upload is cancelled.
   */
  readonly pushBlob: (
    repository: string,
    blob: { readonly digest: Digest; readonly size: number },
    source: BlobSource,
    options?: CallOptions & {
      readonly mountFrom?: string;
      /** False sends it without asking whether it is there. */
      readonly asksFirst?: boolean;
      /** Bytes sent so far in this try. */
      readonly onBytes?: (bytes: number) => void;
    },
  ) => Promise<PushResult>;
  /**
   * Stores the bytes as they are, under a tag or their digest. `subject` is what the registry names in `OCI-Subject`; it is not yet proof that the referrers API lists it.
   */
  readonly putManifest: (
    repository: string,
    selector: string,
    manifest: Pick<ManifestBytes, 'bytes' | 'digest' | 'mediaType'>,
    options?: CallOptions,
  ) => Promise<{ readonly subject: Digest | undefined }>;
  /** A tag removes that tag alone, a digest the manifest with all its tags. `gone` when it was not there. */
  readonly deleteManifest: (
    repository: string,
    selector: string,
    options?: CallOptions,
  ) => Promise<'deleted' | 'gone'>;
};
