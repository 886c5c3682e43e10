import type { JobQueue } from '#lib/inventory/queue/job-queue';
import type { QuestionJob } from '#lib/inventory/queue/scan-job';
import type { DocumentRecord } from '#lib/inventory/store/document-record';
import type { InventoryStore, SubjectRecord } from '#lib/inventory/store/inventory-store';
import type { Digest } from '#lib/oci/digest';
import type { RegistryClient } from '#lib/registry/registry-client';

/** A manifest in a repository of a registry that is known. */
export type ManifestPlace = { readonly repository: string; readonly digest: Digest };

/** What a walk around a manifest and the checks of what it found came to. */
export type Examined = Pick<SubjectRecord, 'graph' | 'evidence' | 'own' | 'platforms' | 'policy' | 'open'> & {
  /** RFC 3339: when it was made, as it says itself. */
  readonly created?: string;
  /** Milliseconds since 1970: when the list of tags was read that has served; since the look began where it is left out. */
  readonly listedAt?: number;
  /** The registry does not have it, only what is attached to it. */
  readonly isMissing?: true;
};

/** A registry as the scans see it: by their own account, and at their pace. */
export type ScannedRegistry = {
  readonly client: RegistryClient;
  /** From here on no list of tags serves that was read before. */
  readonly forgetLists: (repository: string) => void;
  /**
   * Walks around a manifest, reads and verifies what is attached to it. Of one that is missing it finds what is attached.
   *
   * @throws RegistryError or OciError when the manifest itself cannot be read
   */
  readonly examine: (place: ManifestPlace, signal: AbortSignal) => Promise<Examined>;
  /**
   * What a manifest says in its documents.
   *
   * @throws RegistryError or OciError when the manifest itself cannot be read
   */
  readonly readDocuments: (place: ManifestPlace, signal: AbortSignal) => Promise<readonly DocumentRecord[]>;
};

/** What the jobs work with. */
export type ScanContext = {
  readonly store: InventoryStore;
  readonly queue: Pick<JobQueue, 'add'>;
  readonly registry: (host: string) => ScannedRegistry;
  /** A document that an older version has read is read again. */
  readonly readWith: number;
  /** Requests in a second that a registry gets; undefined: as many as it bears. */
  readonly rate: number | undefined;
  /** What a registry tells of one manifest within so many milliseconds is looked at together. */
  readonly gatherMs: number;
  /** Asks saved questions again, and tells what they gained. */
  readonly doQuestionJob: (job: QuestionJob, signal: AbortSignal) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Gets what is no fault of a registry. */
  readonly onFault: (error: unknown) => void;
};
