import type { ScanJob } from './scan-job.ts';

/** Whose jobs are meant: those of a registry, or of one repository of it. */
export type JobScope = { readonly host: string; readonly repository?: string };

/** How jobs of a scope stand. */
export type JobCounts = {
  readonly waiting: number;
  readonly active: number;
  /** Done since the moment that was asked about. */
  readonly done: number;
  readonly doneLastMinute: number;
  /** Given up after every try. */
  readonly failed: number;
};

type QueueTotals = { readonly name: string } & Pick<JobCounts, 'waiting' | 'active' | 'failed'>;

/** A job that a person has started. */
type StartedJob = {
  readonly job: ScanJob;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly isOver: boolean;
  readonly isCancelled: boolean;
};

type AddOptions = {
  /** Higher ones are done first; 0 when left out. */
  readonly priority?: number;
  /** Not before so many milliseconds. */
  readonly afterMs?: number;
};

/** What a job comes to. `later`: it was not its fault, and it is done again after so many milliseconds, which is no failed try. */
export type JobOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'later'; readonly afterMs: number }
  /** To try it again would not help. */
  | { readonly kind: 'given-up'; readonly reason: string };

/** Does one job. What it throws is tried again. */
export type HandleJob = (job: ScanJob, signal: AbortSignal) => Promise<JobOutcome>;

/** Jobs in a database that several processes share. A job is done at least once. */
export type JobQueue = {
  /** Adds jobs; one that waits already is there once. */
  readonly add: (jobs: readonly ScanJob[], options?: AddOptions) => Promise<void>;
  /** Adds a job for a person, before all others, and gives its id; the id of the one that waits where there is one. */
  readonly start: (job: ScanJob) => Promise<string>;
  /** The job of this id; undefined where there is none, or none any more. */
  readonly find: (id: string) => Promise<StartedJob | undefined>;
  /** The last scan of exactly this scope that is kept: its id, and when it began; undefined where there is none. */
  readonly latest: (
    scope: JobScope,
  ) => Promise<(Pick<StartedJob, 'startedAt'> & { readonly id: string }) | undefined>;
  readonly counts: (scope: JobScope, since: number) => Promise<JobCounts>;
  /** How many jobs each queue has, of all registries and processes, as of the last minute. */
  readonly totals: () => Promise<readonly QueueTotals[]>;
  /** Takes back what waits. What is under way is finished. */
  readonly cancel: (scope: JobScope) => Promise<void>;
  /** Forgets what waits, what was done and what was given up. */
  readonly forget: (scope: JobScope) => Promise<void>;
  /** What waits for a time is done now. */
  readonly hurry: (host: string) => Promise<void>;
  /** Tries what was given up again; gives how many jobs that are. */
  readonly retryFailed: (host: string) => Promise<number>;
  /** Does jobs until the queue is closed. */
  readonly work: (handle: HandleJob) => Promise<void>;
  readonly close: () => Promise<void>;
};
