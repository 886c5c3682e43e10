import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { RegistryClient } from '#lib/registry/registry-client';
import type { ArchiveContent } from '#lib/transfer/plan';

/** A file that was uploaded for a plan. */
export type UploadedFile = {
  readonly digest: Digest;
  readonly size: number;
  readonly open: () => ReadableStream<Uint8Array<ArrayBuffer>>;
};

/** What the world gives to a run: registries as the session reaches them, files, a place for archives. */
export type RunContext = {
  readonly client: (registry: string) => RegistryClient;
  /** Undefined when the upload is gone. */
  readonly upload: (id: string) => Promise<UploadedFile | undefined>;
  /** Writes an archive where it lasts before it resolves; gives its size in bytes. */
  readonly archive: (
    at: Repository,
    content: ArchiveContent,
    options: { readonly signal: AbortSignal; readonly onBytes: (bytes: number) => void },
  ) => Promise<number>;
  /** Runs work alone among all runs of this process that name the same key. */
  readonly inTurn: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Called after a change, so that nothing remembered of the repository serves again. */
  readonly forget: (at: Repository) => void;
  readonly signal: AbortSignal;
};
