import { mapConcurrent } from '#lib/async/map-concurrent';
import type { ScanJob } from '#lib/inventory/queue/scan-job';
import type { ListedTag } from '#lib/inventory/store/inventory-store';
import { isTag } from '#lib/oci/reference';
import { parseDigestTag, subjectOfTag } from '#lib/oci/referrers-tag';
import type { RegistryClient } from '#lib/registry/registry-client';
import { hasTrait } from '#lib/registry/registry-error';
import { explainError, isNotFound } from '#lib/repository/explain-error';
import { tagsDueMs } from './due-after.ts';
import { scanLimits } from './limits.ts';
import { listWhole } from './list-whole.ts';
import type { ScanContext } from './scan-context.ts';

type Job = Extract<ScanJob, { kind: 'scan-repository' }>;

/** What hangs on no tag comes after all that does: walks around that may come by. */
const besidePriority = -1;

/**
 * Lists the tags of a repository, page by page, asks for the digest of each, and has every manifest looked at that nobody
 * has looked at here, or with `isAgain` every one. Cut off, it goes on where it was. Only a list that was read to its end says which tags are gone.
 *
 * @throws RegistryError or OciError when the list cannot be read to its end
 */
export async function scanTags(context: ScanContext, job: Job, signal: AbortSignal): Promise<void> {
  const { store, queue, registry } = context;
  const { host, repository } = job;
  const { client, forgetLists } = registry(host);
  forgetLists(repository);
  const name = { host, name: repository };
  const { after } = await store.beginTags(name);
  const getPage = async (next: string | undefined) => {
    try {
      return await client.listTags(repository, { signal, ...(next === undefined ? {} : { next }) });
    } catch (error) {
      // A registry that lists a repository and does not know its tags has had all of them deleted; one that lists it no
      // longer has deleted it. Where none has ever listed it, it may be hidden from this account.
      const isDeleted = next === undefined && isNotFound(error) && (await store.listedAs(name)) !== undefined;
      if (isDeleted) return { names: [] };
      throw error;
    }
  };
  const pages = listWhole({ host, what: `tags of ${repository}`, after, getPage });
  for await (const { names, ...place } of pages) {
    // Tags that are made from a digest hold what is attached: the walk around it finds them.
    const made = names.flatMap((tag) => parseDigestTag(tag) ?? []);
    const tags = names.filter((tag) => isTag(tag) && parseDigestTag(tag) === undefined);
    const entries = await mapConcurrent(tags, scanLimits.tagsAtOnce, (tag) =>
      resolveTag(client, repository, tag, signal),
    );
    const { unseen } = await store.putTags(name, { ...place, entries });
    const found = new Set(entries.flatMap(({ digest }) => digest ?? []));
    const wanted = job.isAgain === true ? [...found] : unseen;
    const again = job.isAgain === undefined ? {} : { isAgain: job.isAgain };
    await queue.add(wanted.map((digest) => ({ kind: 'scan-subject', host, repository, digest, ...again })));
    const beside = await store.unreached(name, made.map(subjectOfTag));
    await queue.add(
      beside.map((digest) => ({ kind: 'scan-subject', host, repository, digest, isBeside: true })),
      { priority: besidePriority },
    );
  }
  const known = await store.freshness(host);
  await store.finishTags(name, tagsDueMs(known, context.rate, context.now()));
}

/** A tag that cannot be resolved stays as it was known; what keeps all of them from being resolved ends the list. */
async function resolveTag(
  client: RegistryClient,
  repository: string,
  tag: string,
  signal: AbortSignal,
): Promise<ListedTag> {
  try {
    const { digest } = await client.resolveManifest(repository, tag, { signal });
    return { name: tag, digest };
  } catch (error) {
    signal.throwIfAborted();
    if (hasTrait(error, 'passing', 'outage', 'overload', 'access')) throw error;
    // What is neither of the registry nor of its documents is a fault of ours.
    explainError(error);
    return { name: tag };
  }
}
