import { ProblemError } from '#lib/api/problems/problem-error';
import { createKeyedMutex } from '#lib/async/mutex';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { WritePermit } from '#lib/registry/writes/write-permit';
import { archivePath, clearArchives, keepArchive } from '#lib/server/plans/run/archives';
import type { RunCall } from '#lib/server/plans/run/changes-parts';
import { getServices } from '#lib/server/platform/services';
import { getReplicas } from '#lib/server/replicas/replica-state';
import { connect, connectToWrite, forgetRepository } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import type { ArchiveContent } from '#lib/transfer/plan';
import type { RunContext, UploadedFile } from '#lib/transfer/run-context';

/** What a run takes from uploads, archives and the journal. */
export type RunTools = {
  /** Whether a plan has a record; the archives of all others are removed. */
  readonly hasRecord: (planId: string) => Promise<boolean>;
  readonly findUpload: (id: string, owner: string) => Promise<UploadedFile | undefined>;
  readonly writeArchive: (
    source: { readonly client: RegistryClient; readonly repository: string; readonly signal: AbortSignal },
    content: ArchiveContent,
  ) => ReadableStream<Uint8Array>;
};

// Of the process: runs of different plans may change the list of the same subject.
const withLock = createKeyedMutex();

/** What a run reaches: registries as its session does, and the data folder for archives. */
export function runContextOf({ hasRecord, findUpload, writeArchive }: RunTools) {
  return (session: Session, { plan, signal, record }: RunCall): RunContext => ({
    client: (registry) => connect(session, registry),
    recorder: {
      begin: async (step, backups) => {
        const permit = await WritePermit.after(() => record(step, backups));
        return (registry) => connectToWrite(session, registry, permit);
      },
    },
    upload: (id) => findUpload(id, session.owner).catch((error: unknown) => failUpload(id, error)),
    archive: async ({ registry, repository }, content, options) => {
      const source = { client: connect(session, registry), repository, signal: options.signal };
      const { dataDir } = getServices().settings;
      const path = archivePath(dataDir, plan.id);
      await clearArchives(dataDir, hasRecord, { unfinished: false });
      const size = await keepArchive(path, writeArchive(source, content), options);
      // Other replicas are asked for it, too.
      await getReplicas()?.holdings.add('archive', plan.id, session.owner);
      return size;
    },
    withLock,
    forget: (at) => forgetRepository(session, at),
    signal,
  });
}

// A step tells of a source that fails as of a registry.
function failUpload(id: string, cause: unknown): never {
  if (!(cause instanceof ProblemError)) throw cause;
  throw new RegistryError('unavailable', `oci:upload/${id}`, cause.problem.detail, { cause });
}
