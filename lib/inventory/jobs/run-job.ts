import { LRUCache } from 'lru-cache';
import type { HandleJob, JobOutcome } from '#lib/inventory/queue/job-queue';
import type { ScanJob } from '#lib/inventory/queue/scan-job';
import { hostOfJob, keyOfJob } from '#lib/inventory/queue/scan-job';
import type { ScanFailure } from '#lib/inventory/store/inventory-store';
import { OciError } from '#lib/oci/oci-error';
import { UnsentRequest } from '#lib/registry/fetch';
import { hasTrait, isOutage, RegistryError } from '#lib/registry/registry-error';
import { scanLimits } from './limits.ts';
import { readAttached } from './read-attached.ts';
import type { ScanContext } from './scan-context.ts';
import { scanRegistry } from './scan-registry.ts';
import { scanSubject } from './scan-subject.ts';
import { scanTags } from './scan-tags.ts';
import { sweep } from './sweep.ts';
import { takeNotification } from './take-notification.ts';

/**
 * Does the jobs of the inventory. A registry that asks for less, or that does not answer, is left alone for a while with
 * all that waits for it, which costs no job a try. What fails is kept with its reason until it succeeds.
 */
export function createJobHandler(context: ScanContext): HandleJob {
  const { store } = context;
  // Only that it is not paused is believed for a moment: what waits is done at once when a person ends the pause.
  const unpaused = new LRUCache<string, true>({ max: 1_000, ttl: scanLimits.pauseKnownMs });
  const pausedUntil = async (host: string) => {
    if (unpaused.has(host)) return 0;
    const pause = await store.pauseOf(host);
    if (pause !== undefined) return Date.parse(pause.until);
    unpaused.set(host, true);
    return 0;
  };
  const resting = new LRUCache<string, true>({ max: scanLimits.restingMax, ttl: scanLimits.restingMs });
  const isResting = (job: ScanJob) => resting.has(restKey(job));
  const keepFailure = async (job: ScanJob, { reason, code }: Pick<ScanFailure, 'reason' | 'code'>) => {
    const place = placeOfJob(job);
    if (place !== undefined) await store.putFailure({ ...place, reason, code });
    resting.set(restKey(job), true);
  };
  return async (job, signal) => {
    const host = hostOfJob(job);
    const pauseMs = host === undefined ? 0 : (await pausedUntil(host)) - context.now();
    if (pauseMs > 0) return later(pauseMs);
    try {
      if (job.kind === 'sweep') await sweep(context, isResting);
      else await perform(context, job, signal);
      resting.delete(restKey(job));
      const place = placeOfJob(job);
      if (place !== undefined) await store.removeFailure(place);
      return { kind: 'done' };
    } catch (error) {
      signal.throwIfAborted();
      if (host === undefined || !(error instanceof RegistryError || error instanceof OciError)) {
        context.onFault(error);
        // Else it would be due again with each sweep. While the database is away it is tried again, and nothing is kept.
        if (!(error instanceof UnsentRequest)) await keepFailure(job, ownFault).catch(context.onFault);
        throw error;
      }
      const restMs = await restAfter(error, () => context.registry(host).client.ping({ signal }));
      if (restMs !== undefined) {
        await store.pause(host, restMs, error.message);
        unpaused.delete(host);
        return later(restMs);
      }
      const { message: reason, code } = error;
      await keepFailure(job, { reason, code });
      // Once more would not open it; a person has to.
      if (hasTrait(error, 'access', 'incapable')) return { kind: 'given-up', reason };
      throw error;
    }
  };
}

const ownFault = { reason: 'Orrery failed here, and not the registry: its log says why.', code: 'internal' };

function restKey(job: ScanJob): string {
  return `${job.kind} ${keyOfJob(job)}`;
}

function later(afterMs: number): JobOutcome {
  return { kind: 'later', afterMs: Math.min(afterMs, scanLimits.laterMaxMs) };
}

/**
 * Milliseconds for which the registry is left alone; undefined where it answers: what fails there alone, as a document that
 * a gateway cannot fetch, keeps nothing else from being looked at.
 */
async function restAfter(
  error: RegistryError | OciError,
  ping: () => Promise<void>,
): Promise<number | undefined> {
  if (!(error instanceof RegistryError)) return undefined;
  const { retryAfterSeconds } = error;
  if (error.code === 'rate-limited')
    return retryAfterSeconds === undefined ? scanLimits.throttledMs : retryAfterSeconds * 1_000;
  if (!isOutage(error)) return undefined;
  try {
    await ping();
    return undefined;
  } catch (cause) {
    return isOutage(cause) ? scanLimits.outageMs : undefined;
  }
}

type OtherJob = Exclude<ScanJob, { kind: 'sweep' }>;

async function perform(context: ScanContext, job: OtherJob, signal: AbortSignal): Promise<void> {
  switch (job.kind) {
    case 'scan-registry':
      return await scanRegistry(context, job, signal);
    case 'scan-repository':
      return await scanTags(context, job, signal);
    case 'scan-subject':
      return await scanSubject(context, job, signal);
    case 'read-document':
      return await readAttached(context, job, signal);
    case 'notified':
      return await takeNotification(context, job, signal);
    case 'watch-questions':
    case 'tell-webhook':
      return await context.doQuestionJob(job, signal);
    default:
      return job satisfies never;
  }
}

/** What a failure of the job is about; undefined where a later job about the same makes it good. */
function placeOfJob(job: ScanJob): Omit<ScanFailure, 'reason' | 'code'> | undefined {
  switch (job.kind) {
    case 'scan-registry':
      return { host: job.host };
    case 'scan-repository':
      return { host: job.host, repository: job.repository };
    case 'scan-subject':
    case 'read-document':
      return { host: job.host, repository: job.repository, digest: job.digest };
    case 'notified':
    case 'sweep':
    case 'watch-questions':
    case 'tell-webhook':
      return undefined;
    default:
      return job satisfies never;
  }
}
