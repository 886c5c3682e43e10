import type { JobCounts, JobScope } from '#lib/inventory/queue/job-queue';
import type { Freshness, RecordedFailure } from '#lib/inventory/store/inventory-store';

/** What is known of a registry or repository, and what is under way there. */
export type InventoryState = {
  /** Undefined: nothing is known, nobody has scanned it. */
  readonly known: Freshness | undefined;
  readonly jobs: JobCounts;
  readonly failures: readonly RecordedFailure[];
  /** The scan of exactly this scope that is under way; absent where none is. */
  readonly scan?: { readonly id: string; readonly startedAt: number };
  /** On one's own machine: when it looked last at what is due, and when again. Milliseconds since 1970. */
  readonly look?: { readonly lastAt: number; readonly nextAt: number };
  /** What a person has to know of it: a sentence. */
  readonly notice?: string;
};

/** A scan that somebody has started. */
export type StartedScan = InventoryState & {
  readonly id: string;
  readonly scope: JobScope;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly state: 'running' | 'paused' | 'done' | 'cancelled';
  /** Requests that this process has sent to the registry since it began. */
  readonly requests: number;
  /** Until nothing waits any more, at the speed of the last minute; absent where that is not known. */
  readonly secondsLeft?: number;
};
