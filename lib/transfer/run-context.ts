import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { RegistryClient, RegistryWriter } from '#lib/registry/registry-client';
import type { ArchiveContent, Step } from '#lib/transfer/plan';
import type { ManifestBackup } from '#lib/transfer/record';

/** A file that was uploaded for a plan. */
export type UploadedFile = {
  readonly digest: Digest;
  readonly size: number;
  readonly open: () => ReadableStream<Uint8Array<ArrayBuffer>>;
};

/** The writing client of a registry; only a recorder gives it. */
export type Writers = (registry: string) => RegistryWriter;

/** Keeps the record of a run. */
type Recorder = {
  /**
   * Resolves once the record says that this step is about to write, with the clients that may write. The record also
   * holds the `backups` of what a registry may delete with that write, so the next run can restore them. Rejects when
   * the record cannot be written: then nothing may be written at all.
   */
  readonly begin: (step: Step, backups?: readonly ManifestBackup[]) => Promise<Writers>;
};

/** What a run works with: registries as the session reaches them, uploaded files, a place for archives. */
export type RunContext = {
  readonly client: (registry: string) => RegistryClient;
  readonly recorder: Recorder;
  /** Undefined when the upload is gone. */
  readonly upload: (id: string) => Promise<UploadedFile | undefined>;
  /** Resolves with the size in bytes of the archive, once it is stored durably. */
  readonly archive: (
    at: Repository,
    content: ArchiveContent,
    options: { readonly signal: AbortSignal; readonly onBytes: (bytes: number) => void },
  ) => Promise<number>;
  /** Runs work alone among all runs of this process with the same key. */
  readonly withLock: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Called after a write, to drop what is cached of the repository. */
  readonly forget: (at: Repository) => void;
  readonly signal: AbortSignal;
};
