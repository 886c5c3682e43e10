import type { RunLimits } from '#lib/transfer/limits';
import type { Step, Verb } from '#lib/transfer/plan';
import { createIndexHeap } from '#lib/transfer/run/index-heap';
import { subjectKey } from '#lib/transfer/subject-lock';

/** Says which step may start next: of those whose dependencies are done, the first in the order of the plan. */
export type Schedule = {
  /** Undefined while no step may start. */
  readonly next: () => Step | undefined;
  /** A step has ended; the steps that depend on it may start when it succeeded. */
  readonly finish: (step: Step, isSettled: boolean) => void;
  /** No step starts any more. */
  readonly close: () => void;
  readonly isClosed: () => boolean;
  readonly running: () => number;
};

type ScheduleLimits = Pick<RunLimits, 'stepsAtOnce' | 'largeBlobsAtOnce' | 'largeBytes'>;

/**
 * The schedule of a plan of which some steps are settled already. After a failure it starts no step that removes
 * something: what such a step removes may be needed to repair the failure.
 */
export function createSchedule(
  steps: readonly Step[],
  isSettled: (step: Step) => boolean,
  limits: ScheduleLimits,
): Schedule {
  const lanes = createLanes(limits);
  const queues = createSubjectQueues();
  const dependencies = createDependencies(steps, isSettled);
  let isClosed = false;
  const push = (index: number | undefined) => {
    const step = index === undefined ? undefined : steps[index];
    if (index !== undefined && step !== undefined) lanes.push(step, index);
  };
  const admit = (index: number) => {
    const step = steps[index];
    if (step !== undefined && queues.enter(step, index)) lanes.push(step, index);
  };
  for (const index of dependencies.ready) admit(index);

  return {
    running: lanes.running,
    close: () => {
      isClosed = true;
    },
    isClosed: () => isClosed,
    next: () => {
      const index = isClosed ? undefined : lanes.take();
      return index === undefined ? undefined : steps[index];
    },
    finish: (step, isDone) => {
      lanes.release(step, isDone);
      push(queues.leave(step));
      if (isDone) for (const index of dependencies.settle(step)) admit(index);
    },
  };
}

const laneNames = ['light', 'heavy', 'removing'] as const;
type LaneName = (typeof laneNames)[number];

const removingVerbs = new Set<Verb>(['untag', 'untag-by-placeholder', 'unlist-referrers', 'delete-manifest']);

/** The steps that may start, by what bounds them: large blobs by their number, removals by the first failure. */
function createLanes({ stepsAtOnce, largeBlobsAtOnce, largeBytes }: ScheduleLimits) {
  const waiting = { light: createIndexHeap(), heavy: createIndexHeap(), removing: createIndexHeap() };
  const running = { all: 0, heavy: 0 };
  let hasFailed = false;

  const laneOf = (step: Step): LaneName => {
    if (removingVerbs.has(step.verb)) return 'removing';
    const isBlob = step.verb === 'copy-blob' || step.verb === 'push-blob';
    return isBlob && step.blob.size > largeBytes ? 'heavy' : 'light';
  };
  const isOpen = (lane: LaneName) => {
    if (lane === 'removing') return !hasFailed;
    return lane === 'light' || running.heavy < largeBlobsAtOnce;
  };
  const firstLane = (): LaneName | undefined => {
    const heads = laneNames.flatMap((lane) => {
      const index = isOpen(lane) ? waiting[lane].peek() : undefined;
      return index === undefined ? [] : [{ lane, index }];
    });
    return heads.toSorted((one, other) => one.index - other.index)[0]?.lane;
  };

  return {
    running: () => running.all,
    push: (step: Step, index: number) => waiting[laneOf(step)].push(index),
    take: () => {
      const lane = running.all < stepsAtOnce ? firstLane() : undefined;
      if (lane === undefined) return undefined;
      running.all += 1;
      if (lane === 'heavy') running.heavy += 1;
      return waiting[lane].pop();
    },
    release: (step: Step, isDone: boolean) => {
      running.all -= 1;
      if (laneOf(step) === 'heavy') running.heavy -= 1;
      hasFailed ||= !isDone;
    },
  };
}

/** Lets manifests with one subject start one after the other; `withSubjectLock` says why. */
function createSubjectQueues() {
  const queues = new Map<string, number[]>();
  return {
    /** Whether the step may start now; otherwise {@link leave} gives it when its turn comes. */
    enter: (step: Step, index: number) => {
      const key = subjectKeyOf(step);
      if (key === undefined) return true;
      const queue = queues.get(key);
      if (queue === undefined) queues.set(key, []);
      else queue.push(index);
      return queue === undefined;
    },
    leave: (step: Step) => {
      const key = subjectKeyOf(step);
      if (key === undefined) return undefined;
      const next = queues.get(key)?.shift();
      if (next === undefined) queues.delete(key);
      return next;
    },
  };
}

function subjectKeyOf(step: Step): string | undefined {
  const isWrite = step.verb === 'copy-manifest' || step.verb === 'push-manifest';
  return isWrite && step.subject !== undefined ? subjectKey(step.to, step.subject) : undefined;
}

/** Counts for each step the steps that it still waits for. */
function createDependencies(steps: readonly Step[], isSettled: (step: Step) => boolean) {
  const stepById = new Map(steps.map((step) => [step.id, step]));
  const dependents = new Map<string, number[]>();
  const unmet = new Map<number, number>();
  const ready: number[] = [];
  // A step that is not in the plan is never settled: what depends on it never starts.
  const isMet = (id: string) => {
    const step = stepById.get(id);
    return step !== undefined && isSettled(step);
  };
  for (const [index, step] of steps.entries()) {
    if (isSettled(step)) continue;
    const pending = [...new Set(step.after)].filter((id) => !isMet(id));
    for (const id of pending) {
      const line = dependents.get(id);
      if (line === undefined) dependents.set(id, [index]);
      else line.push(index);
    }
    if (pending.length === 0) ready.push(index);
    else unmet.set(index, pending.length);
  }
  return {
    ready,
    /** The steps that wait for nothing more, now that this one is done. */
    settle: ({ id }: Step) =>
      (dependents.get(id) ?? []).filter((index) => {
        const count = (unmet.get(index) ?? 0) - 1;
        unmet.set(index, count);
        return count === 0;
      }),
  };
}
