import { z } from 'zod';
import { isDigest } from '#lib/oci/digest';

const host = z.string();
const repository = z.string();
const digest = z.string().refine(isDigest);
/** A person has asked: also what was looked at before is looked at again, whether it is due or not. */
const isAgain = z.literal(true).exactOptional();
/** Requests of scans to the registry before a person started this one. */
const sentBefore = z.number().exactOptional();
const change = z.object({
  repository,
  tag: z.string().exactOptional(),
  digest: digest.exactOptional(),
  isDeleted: z.literal(true).exactOptional(),
});

const scanJob = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('scan-registry'),
    host,
    /** Looks for new and gone repositories alone: those that are known have a time of their own. */
    isListOnly: z.literal(true).exactOptional(),
    ...{ isAgain, sentBefore },
  }),
  z.object({ kind: z.literal('scan-repository'), host, repository, isAgain, sentBefore }),
  z.object({
    kind: z.literal('scan-subject'),
    host,
    repository,
    digest,
    /** The registry has just said that something has changed here: no list of a moment ago serves. */
    isNotified: z.literal(true).exactOptional(),
    /** Only a tag that is made from its digest names it: the walk around something else may have come by since. */
    isBeside: z.literal(true).exactOptional(),
    isAgain,
  }),
  z.object({ kind: z.literal('read-document'), host, repository, digest }),
  z.object({ kind: z.literal('notified'), host, changes: z.array(change), key: z.string() }),
  z.object({ kind: z.literal('sweep') }),
  z.object({
    kind: z.literal('watch-questions'),
    /** Milliseconds since 1970: only those that nobody has asked since; absent: since the job begins. */
    before: z.number().exactOptional(),
  }),
  z.object({
    kind: z.literal('tell-webhook'),
    /** The id of a saved question, and of the change of its hits that is told. */
    question: z.string(),
    change: z.string(),
    /** Deliveries that failed before. */
    tries: z.number(),
  }),
]);

/**
 * One piece of work that keeps the inventory. Each is an upsert: done twice it leaves what it leaves once. A
 * notification's `key` is the same for the same changes.
 */
export type ScanJob = Readonly<z.infer<typeof scanJob>>;

/** What a registry says has changed. It is a hint: the registry is asked before anything is believed. */
export type RegistryChange = Extract<ScanJob, { kind: 'notified' }>['changes'][number];

/** Work on saved questions, which asks no registry. */
export type QuestionJob = Extract<ScanJob, { kind: 'watch-questions' | 'tell-webhook' }>;

export const jobKinds = [
  'scan-registry',
  'scan-repository',
  'scan-subject',
  'read-document',
  'notified',
  'sweep',
  'watch-questions',
  'tell-webhook',
] as const satisfies readonly ScanJob['kind'][];

/**
 * A job as the queue keeps it.
 *
 * @throws ZodError for what no release of ours wrote
 */
export function parseJob(data: unknown): ScanJob {
  return scanJob.parse(data);
}

/** What makes two jobs of a kind the same one: of those only one waits, and only one is done at a time. */
export function keyOfJob(job: ScanJob): string {
  switch (job.kind) {
    case 'scan-registry':
      return job.isListOnly === true ? `${job.host} list` : job.host;
    case 'scan-repository':
      return `${job.host}/${job.repository}`;
    case 'scan-subject':
      return `${job.host}/${job.repository}@${job.digest}${job.isNotified === true ? ' notified' : ''}`;
    case 'read-document':
      return job.digest;
    case 'notified':
      return `${job.host} ${job.key}`;
    case 'sweep':
    case 'watch-questions':
      return 'all';
    case 'tell-webhook':
      return `${job.question} ${job.change}`;
    default:
      return job satisfies never;
  }
}

/** The registry that a job asks; undefined for one that asks none. */
export function hostOfJob(job: ScanJob): string | undefined {
  return 'host' in job ? job.host : undefined;
}
