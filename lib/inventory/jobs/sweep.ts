import type { ScanJob } from '#lib/inventory/queue/scan-job';
import { scanLimits } from './limits.ts';
import type { ScanContext } from './scan-context.ts';

/**
 * Has done what is due: manifests, lists of tags and of repositories by their time, documents that an older release has read. What failed
 * a while ago `isResting`.
 */
export async function sweep(
  { store, queue, readWith }: ScanContext,
  isResting: (job: ScanJob) => boolean,
): Promise<void> {
  await store.sweep();
  const subjects = await store.dueSubjects(scanLimits.sweptMax);
  const repositories = await store.dueRepositories(scanLimits.sweptMax);
  const documents = await store.unreadDocuments(readWith, '', scanLimits.sweptMax);
  const registries = await store.dueRegistries(
    {
      dueMs: scanLimits.repositoriesDueMs,
      notifiedDueMs: scanLimits.notifiedRepositoriesDueMs,
      isNotifiedForMs: scanLimits.notifiedMs,
    },
    scanLimits.sweptMax,
  );
  const due = [
    ...registries.map((host): ScanJob => ({ kind: 'scan-registry', host, isListOnly: true })),
    ...repositories.map(({ host, name }): ScanJob => ({ kind: 'scan-repository', host, repository: name })),
    ...subjects.map(
      ({ host, name, digest }): ScanJob => ({ kind: 'scan-subject', host, repository: name, digest }),
    ),
    ...documents.entries.map(
      ({ host, name, digest }): ScanJob => ({ kind: 'read-document', host, repository: name, digest }),
    ),
  ];
  await queue.add(due.filter((job) => !isResting(job)));
}
