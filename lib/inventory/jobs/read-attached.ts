import type { ScanJob } from '#lib/inventory/queue/scan-job';
import { isNotFound } from '#lib/repository/explain-error';
import type { ScanContext } from './scan-context.ts';

type Job = Extract<ScanJob, { kind: 'read-document' }>;

/**
 * Reads what a manifest says in its documents: once for each version of our readers, wherever it lies. One that is gone
 * says nothing.
 *
 * @throws RegistryError or OciError when the registry does not give the manifest
 */
export async function readAttached(context: ScanContext, job: Job, signal: AbortSignal): Promise<void> {
  const { store, registry, readWith } = context;
  const { host, repository, digest } = job;
  try {
    const documents = await registry(host).readDocuments({ repository, digest }, signal);
    await store.putDocuments(digest, documents, readWith);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await store.putDocuments(digest, [], readWith);
  }
}
