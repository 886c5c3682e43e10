import { rowOf } from '#lib/audit/row-of';
import type { GraphNode } from '#lib/graph/model';
import type { ScanJob } from '#lib/inventory/queue/scan-job';
import type { Digest } from '#lib/oci/digest';
import { parseRepository } from '#lib/oci/reference';
import { hasTrait, RegistryError } from '#lib/registry/registry-error';
import { explainError } from '#lib/repository/explain-error';
import { subjectDue } from './due-after.ts';
import { scanLimits } from './limits.ts';
import type { Examined, ScanContext } from './scan-context.ts';

type Job = Extract<ScanJob, { kind: 'scan-subject' }>;

/**
 * Looks at one manifest: what it holds, what refers to it, what speaks for it. Documents that nobody has read are read by
 * jobs of their own, since the same document may hang on many. Where a notification has led to it and others are known by
 * now that are looked at for it, those are looked at.
 *
 * @throws RegistryError or OciError when the manifest cannot be read
 */
export async function scanSubject(context: ScanContext, job: Job, signal: AbortSignal): Promise<void> {
  const { store, queue } = context;
  const name = { host: job.host, name: job.repository };
  const isReached = async () => (await store.unreached(name, [job.digest])).length === 0;
  if (job.isBeside === true && (await isReached())) return;
  if (job.isNotified !== true) return await look(context, job, signal);
  const before = await store.lookedAtFor(name, job.digest);
  const again = (digests: readonly Digest[]) => queue.add(digests.map((digest) => ({ ...job, digest })));
  if (!before.includes(job.digest)) return await again(before);
  await look(context, job, signal);
  // A look at an index that was under way may have come by before that was there of which the registry told.
  const after = await store.lookedAtFor(name, job.digest);
  await again(after.filter((digest) => !before.includes(digest)));
}

async function look(context: ScanContext, job: Job, signal: AbortSignal): Promise<void> {
  const { store, queue, registry, readWith, now } = context;
  const { host, repository, digest } = job;
  const begun = now();
  const scanned = registry(host);
  if (job.isNotified === true) scanned.forgetLists(repository);
  const examined = await scanned
    .examine({ repository, digest }, signal)
    .catch((error: unknown) => unreadable(error, job, new Date(now())));
  const { created, isMissing, listedAt = begun, ...found } = examined;
  refuseThrottled(host, found);
  const seen = {
    ...{ digest, evidence: found.evidence },
    ...(created === undefined ? {} : { created }),
    ...(isMissing === undefined ? {} : { isMissing }),
    isAnew: job.isNotified === true || job.isAgain === true,
  };
  const writtenAgoMs = await store.putSubject({
    host,
    name: repository,
    digest,
    ...found,
    ...subjectDue(seen, now()),
  });
  const withinMs = now() - begun;
  // What is due again after minutes must not be looked at twice each time, however long a list serves.
  const sinceMs = Math.max(withinMs, Math.min(now() - listedAt, scanLimits.listOvertakenMs));
  const isOver = writtenAgoMs !== undefined && writtenAgoMs < sinceMs;
  await lookAgain(context, job, found, { withinMs, isOver });
  const nodes = new Map(found.graph.nodes.map((node) => [node.digest, node]));
  const unread = await store.unreadAmong([...nodes.keys()], readWith);
  await queue.add(
    unread.map((one) => ({
      kind: 'read-document',
      ...placeOfNode(nodes.get(one), { host, repository }),
      digest: one,
    })),
  );
}

/** How long the look took, and whether it has written over another one that may have seen more. */
type Elapsed = { readonly withinMs: number; readonly isOver: boolean };

/**
 * What another look has written since this one began, or since the list of tags was read that served it, may be newer than
 * what this one has written over it: another process may have read that list again. And an index of which nobody knew was
 * not looked at for what was meanwhile attached to its platforms.
 */
async function lookAgain(
  { store, queue }: ScanContext,
  job: Job,
  { graph }: Pick<Examined, 'graph'>,
  { withinMs, isOver }: Elapsed,
): Promise<void> {
  const { host, repository, digest } = job;
  const again = () => queue.add([{ kind: 'scan-subject', host, repository, digest, isNotified: true }]);
  if (isOver) return await again();
  if (!graph.edges.some(({ relation, from }) => relation === 'child' && from === digest)) return;
  const lately = { withinMs, isAny: job.isNotified === true };
  if (!(await store.isOvertaken({ host, name: repository }, digest, lately))) return;
  await again();
}

/**
 * What is known of a manifest that breaks the specifications: nothing, and that is kept, so that it
 * is not asked for again and again.
 *
 * @throws the error where it tells about the registry, and not about this manifest
 */
function unreadable(error: unknown, { host, repository, digest }: Job, now: Date): Examined {
  if (hasTrait(error, 'passing', 'outage', 'overload', 'access')) throw error;
  const { reason } = explainError(error);
  const { evidence } = rowOf({ reference: `${host}/${repository}@${digest}`, digest, tags: [], reason }, now);
  return { graph: { nodes: [], edges: [], answers: [] }, evidence };
}

/** What was left open because the registry asks for less is asked again later; until then what was known stays. */
function refuseThrottled(host: string, { graph }: Pick<Examined, 'graph'>): void {
  for (const answer of graph.answers) {
    if (answer.state !== 'unknown' || answer.code !== 'rate-limited') continue;
    const { reason, retryAfterSeconds } = answer;
    const options = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    throw new RegistryError('rate-limited', host, reason, options);
  }
}

/** Where a node lies: here, or in the other repository that it was found in. */
function placeOfNode(node: GraphNode | undefined, here: Pick<Job, 'host' | 'repository'>): typeof here {
  if (node?.repository === undefined) return here;
  const { registry, repository } = parseRepository(node.repository);
  return { host: registry, repository };
}
