import { mapConcurrent } from '#lib/async/map-concurrent';
import type { RegistryChange, ScanJob } from '#lib/inventory/queue/scan-job';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { parseDigestTag, subjectOfTag } from '#lib/oci/referrers-tag';
import type { RegistryClient } from '#lib/registry/registry-client';
import { hasTrait } from '#lib/registry/registry-error';
import { explainError, isNotFound } from '#lib/repository/explain-error';
import { scanLimits } from './limits.ts';
import type { ScanContext } from './scan-context.ts';

type Job = Extract<ScanJob, { kind: 'notified' }>;

/** What a notification leads to is looked at before what was due anyway. */
const notifiedPriority = 5;

/**
 * Asks the registry what became of what it said has changed, and has that looked at: a notification is a hint, and what is
 * kept is what the registry answers.
 *
 * @throws RegistryError or OciError when the registry does not tell
 */
export async function takeNotification(context: ScanContext, job: Job, signal: AbortSignal): Promise<void> {
  const { host, changes } = job;
  await context.store.noteNotified(host);
  const jobs: ScanJob[] = [];
  for (const change of changes) {
    const { repository } = change;
    const look = (digest: Digest): ScanJob => ({
      kind: 'scan-subject',
      host,
      repository,
      digest,
      isNotified: true,
    });
    jobs.push(...(await jobsOf(context, { host, change, look, signal })));
  }
  await context.queue.add(jobs, { priority: notifiedPriority, afterMs: context.gatherMs });
}

type Noted = {
  readonly host: string;
  readonly change: RegistryChange;
  readonly look: (digest: Digest) => ScanJob;
  readonly signal: AbortSignal;
};

async function jobsOf(context: ScanContext, noted: Noted): Promise<readonly ScanJob[]> {
  const { host, change } = noted;
  const { repository, tag, digest } = change;
  const name = { host, name: repository };
  if (tag !== undefined) {
    const made = parseDigestTag(tag);
    // What hangs on a digest under a tag that is made from it: that digest is to be looked at.
    return made === undefined
      ? await jobsOfTag(context, noted, tag)
      : await jobsAround(context, noted, subjectOfTag(made));
  }
  if (digest === undefined) return [{ kind: 'scan-repository', host, repository }];
  if (change.isDeleted === true) {
    // What it hung on is known from walks alone: its manifest is gone, and no event names the subject. A walk that is under
    // way and has read the list before may still write it down. Then it stays until its subject is due, some hours at most
    // where that is young; to ask again after a while would show every scan as under way for as long.
    const due = await context.store.makeDue(name, digest);
    return [...due.map(noted.look), ...(await jobsOfTags(context, noted, digest))];
  }
  return await jobsOfDigest(context, noted, digest);
}

/** Where the tag points to now. That it is gone, too, is what the registry says. */
async function jobsOfTag(
  { store, registry }: ScanContext,
  { host, change, look, signal }: Noted,
  tag: string,
): Promise<readonly ScanJob[]> {
  const { repository } = change;
  const name = { host, name: repository };
  try {
    const { digest, manifest } = await manifestAt(registry(host).client, repository, tag, signal);
    await store.putTag(name, { name: tag, digest });
    if (manifest?.shape === 'index') await store.putIndex(digest, manifest.manifests);
    return [look(digest)];
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await store.removeTag(name, tag);
    return [];
  }
}

/** With its manifest, which the look at it needs anyway; not where that counts as a pull, or where it cannot be read. */
async function manifestAt(
  client: RegistryClient,
  repository: string,
  tag: string,
  signal: AbortSignal,
): Promise<{ readonly digest: Digest; readonly manifest?: Manifest }> {
  const resolve = () => client.resolveManifest(repository, tag, { signal });
  if (client.rateLimit() !== undefined) return await resolve();
  try {
    return await client.getManifest(repository, tag, { signal });
  } catch (error) {
    if (isNotFound(error) || hasTrait(error, 'passing', 'outage', 'overload', 'access')) throw error;
    // What is neither of the registry nor of its documents is a fault of ours.
    explainError(error);
    return await resolve();
  }
}

/** With a manifest its tags are gone, of which not every registry says something. */
async function jobsOfTags(context: ScanContext, noted: Noted, digest: Digest): Promise<readonly ScanJob[]> {
  const { host, change } = noted;
  const tags = await context.store.tagsOf({ host, name: change.repository }, digest);
  const jobs = await mapConcurrent(tags, scanLimits.tagsAtOnce, (tag) => jobsOfTag(context, noted, tag));
  return jobs.flat();
}

/** Something was pushed without a tag: what it hangs on has changed. A part of an index is looked at with its index. */
async function jobsOfDigest(context: ScanContext, noted: Noted, digest: Digest): Promise<readonly ScanJob[]> {
  try {
    const { host, change, signal } = noted;
    const { client } = context.registry(host);
    const { manifest } = await client.getManifest(change.repository, digest, { signal });
    return manifest.subject === undefined ? [] : await jobsAround(context, noted, manifest.subject.digest);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return [];
  }
}

/** What is attached to a platform is told of the indexes that hold it. */
async function jobsAround(
  { store }: ScanContext,
  { host, change, look }: Noted,
  digest: Digest,
): Promise<readonly ScanJob[]> {
  return (await store.lookedAtFor({ host, name: change.repository }, digest)).map(look);
}
