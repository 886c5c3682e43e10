import type { RunLimits } from '#lib/transfer/limits';
import type { Step, Verb } from '#lib/transfer/plan';
import type { IndexHeap } from '#lib/transfer/run/index-heap';
import { createIndexHeap } from '#lib/transfer/run/index-heap';
import { subjectKey } from '#lib/transfer/run-context';

/** Says which step may begin next: of those whose conditions are done, the first in the order of the plan. */
export type Schedule = {
  /** Undefined while nothing may begin. */
  readonly next: () => Step | undefined;
  /** A step has ended; what waits for it may begin when it went well. */
  readonly finish: (step: Step, isSettled: boolean) => void;
  /** No step begins any more. */
  readonly close: () => void;
  readonly running: () => number;
};

type Lane = 'light' | 'heavy' | 'removing';
type Numbers = Pick<RunLimits, 'stepsAtOnce' | 'largeBlobsAtOnce' | 'largeBytes'>;

/** Manifests with one subject are written one after another; see `inTurnOfSubject`. */
function turnOf(step: Step): string | undefined {
  const isWrite = step.verb === 'copy-manifest' || step.verb === 'push-manifest';
  return isWrite && step.subject !== undefined ? subjectKey(step.to, step.subject) : undefined;
}

const removing = new Set<Verb>(['untag', 'untag-by-placeholder', 'unlist-referrers', 'delete-manifest']);

/**
 * The schedule of a plan of which some steps are settled already. After a failure nothing further is removed: what was
 * to be removed may be needed to set right what went wrong (protocol.md §7.2).
 */
export function createSchedule(
  steps: readonly Step[],
  isSettled: (step: Step) => boolean,
  limits: Numbers,
): Schedule {
  const indexById = new Map(steps.map((step, index) => [step.id, index]));
  const dependents = new Map<string, number[]>();
  const unmet = new Map<number, number>();
  const lanes: Readonly<Record<Lane, IndexHeap>> = {
    light: createIndexHeap(),
    heavy: createIndexHeap(),
    removing: createIndexHeap(),
  };
  const running = { all: 0, heavy: 0 };
  let isClosed = false;
  let hasFailed = false;

  const laneOf = (step: Step): Lane => {
    if (removing.has(step.verb)) return 'removing';
    const isBlob = step.verb === 'copy-blob' || step.verb === 'push-blob';
    return isBlob && step.blob.size > limits.largeBytes ? 'heavy' : 'light';
  };

  /** Steps that are ready and wait until the one before them with the same subject has ended. */
  const queues = new Map<string, number[]>();

  const open = (index: number) => {
    const step = steps[index];
    if (step === undefined) return;
    const key = turnOf(step);
    const queue = key === undefined ? undefined : queues.get(key);
    if (queue !== undefined) queue.push(index);
    else {
      if (key !== undefined) queues.set(key, []);
      lanes[laneOf(step)].push(index);
    }
  };

  const passTurn = (step: Step) => {
    const key = turnOf(step);
    if (key === undefined) return;
    const index = queues.get(key)?.shift();
    const next = index === undefined ? undefined : steps[index];
    if (index === undefined || next === undefined) queues.delete(key);
    else lanes[laneOf(next)].push(index);
  };

  for (const [index, step] of steps.entries()) {
    if (isSettled(step)) continue;
    const waitsFor = new Set(step.after).values().filter((id) => !isSettledId(id));
    let count = 0;
    for (const id of waitsFor) {
      count += 1;
      const line = dependents.get(id);
      if (line === undefined) dependents.set(id, [index]);
      else line.push(index);
    }
    if (count === 0) open(index);
    else unmet.set(index, count);
  }

  // A step that is not in the plan is never settled, so that what waits for it never begins.
  function isSettledId(id: string): boolean {
    const step = steps[indexById.get(id) ?? -1];
    return step !== undefined && isSettled(step);
  }

  const mayBegin = (lane: Lane): boolean => {
    if (lane === 'removing') return !hasFailed;
    return lane === 'light' || running.heavy < limits.largeBlobsAtOnce;
  };

  const firstLane = (): Lane | undefined => {
    let best: Lane | undefined;
    let bestIndex = Number.POSITIVE_INFINITY;
    for (const lane of ['light', 'heavy', 'removing'] as const) {
      const index = lanes[lane].peek();
      if (index === undefined || index > bestIndex || !mayBegin(lane)) continue;
      best = lane;
      bestIndex = index;
    }
    return best;
  };

  return {
    running: () => running.all,
    close: () => {
      isClosed = true;
    },
    next: () => {
      if (isClosed || running.all >= limits.stepsAtOnce) return undefined;
      const lane = firstLane();
      const index = lane && lanes[lane].pop();
      if (index === undefined) return undefined;
      running.all += 1;
      if (lane === 'heavy') running.heavy += 1;
      return steps[index];
    },
    finish: (step, isDone) => {
      running.all -= 1;
      if (laneOf(step) === 'heavy') running.heavy -= 1;
      passTurn(step);
      if (!isDone) {
        hasFailed = true;
        return;
      }
      for (const index of dependents.get(step.id) ?? []) {
        const left = (unmet.get(index) ?? 0) - 1;
        unmet.set(index, left);
        if (left === 0) open(index);
      }
    },
  };
}
