import type { ScanJob } from '#lib/inventory/queue/scan-job';
import { isRepositoryName } from '#lib/oci/reference';
import { listWhole } from './list-whole.ts';
import type { ScanContext } from './scan-context.ts';

type Job = Extract<ScanJob, { kind: 'scan-registry' }>;

/**
 * Lists the repositories of a registry, page by page, and has each of them scanned. Cut off, it goes on where it was. Only
 * a list that was read to its end says which repositories are gone.
 *
 * @throws RegistryError or OciError when the list cannot be read to its end
 */
export async function scanRegistry(
  context: ScanContext,
  { host, isListOnly, isAgain }: Job,
  signal: AbortSignal,
): Promise<void> {
  const { store, queue, registry } = context;
  const { client } = registry(host);
  const { after } = await store.beginRepositories(host);
  const pages = listWhole({
    host,
    what: 'repositories',
    after,
    getPage: (next) => client.listRepositories({ signal, ...(next === undefined ? {} : { next }) }),
  });
  for await (const { names, ...place } of pages) {
    const entries = names.filter(isRepositoryName);
    await store.putRepositories(host, { ...place, entries });
    // One that is new is due from the start.
    if (isListOnly === true) continue;
    const again = isAgain === undefined ? {} : { isAgain };
    await queue.add(entries.map((repository) => ({ kind: 'scan-repository', host, repository, ...again })));
  }
  await store.finishRepositories(host);
}
