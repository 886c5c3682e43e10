import type { Delay } from '#lib/async/timeout';
import { delay } from '#lib/async/timeout';
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

/** Writing clients of the registries that a run reaches; only a recorder gives them. */
export type Writers = (registry: string) => RegistryWriter;

/** Keeps the record of a run. */
type Recorder = {
  /**
   * Resolves once the record says that this step is about to change something, and then gives the clients that may.
   * `kept` is what the change may make a registry drop; it is in the record too, so that it can be put back by whoever
   * goes on. Rejects when the record cannot be written: then nothing may be changed.
   */
  readonly begin: (step: Step, kept?: readonly ManifestBackup[]) => Promise<Writers>;
};

/** What the world gives to a run: registries as the session reaches them, files, a place for archives. */
export type RunContext = {
  readonly client: (registry: string) => RegistryClient;
  readonly recorder: Recorder;
  /** Undefined when the upload is gone. */
  readonly upload: (id: string) => Promise<UploadedFile | undefined>;
  /** Writes an archive where it lasts before it resolves; gives its size in bytes. */
  readonly archive: (
    at: Repository,
    content: ArchiveContent,
    options: { readonly signal: AbortSignal; readonly onBytes: (bytes: number) => void },
  ) => Promise<number>;
  /** Runs work alone among all runs of this process that name the same key. */
  readonly withLock: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Called after a change, so that nothing remembered of the repository serves again. */
  readonly forget: (at: Repository) => void;
  readonly signal: AbortSignal;
};

/** The sources of time and chance in a run, so that tests have none. */
export type RunEnvironment = {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly delay: Delay;
  readonly random: () => number;
  readonly uuid: () => string;
  /** Hears of errors that are nobody's answer: bugs, a full disk. */
  readonly onError: (error: unknown) => void;
};

export const runEnvironment: RunEnvironment = {
  now: () => performance.now(),
  delay,
  random: Math.random,
  uuid: () => crypto.randomUUID(),
  onError: () => {},
};

/** What two writes to one repository share when they are about one subject. */
export function subjectKey({ registry, repository }: Repository, subject: Digest): string {
  return `${registry}/${repository}@${subject}`;
}

/**
 * Writes a manifest when nothing else of this process is writing about its subject: olareg acknowledges manifests with
 * one subject that arrive at once, and keeps some of them.
 */
export function withSubjectLock<T>(
  at: Repository,
  subject: Digest | undefined,
  { withLock }: Pick<RunContext, 'withLock'>,
  work: () => Promise<T>,
): Promise<T> {
  return subject === undefined ? work() : withLock(subjectKey(at, subject), work);
}
