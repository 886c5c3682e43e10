import { performance } from 'node:perf_hooks';
import { limits } from './limits.ts';

/** What is known of the process, and what can be done about it. */
export type MemoryWorld = {
  /** Bytes that the process holds. */
  readonly resident: () => number;
  /** The share of the time since the last call in which the event loop had something to do, from 0 to 1. */
  readonly busyShare: () => number;
  /** Collects all garbage, and gives the pages that are free to the system. */
  readonly collect: () => void;
};

/**
 * A look at the memory, to be taken every few seconds: what a burst of work has left behind is given back once nobody
 * waits. Without it V8 keeps the garbage of the last walks, and the pages that it has freed, for as long as nothing
 * more is asked.
 */
export function createMemoryLook({ resident, busyShare, collect }: MemoryWorld): () => void {
  let least = resident();
  return () => {
    const isIdle = busyShare() < limits.idleShareMax;
    const now = resident();
    least = Math.min(least, now);
    if (!isIdle || now - least < limits.memoryWorthBytes) return;
    collect();
    least = resident();
  };
}

/** Looks at the memory of this process from time to time, where `npm start` has it given the means to collect. */
export function giveBackMemory(): void {
  if (typeof gc === 'undefined') return;
  const collect = gc;
  let before = performance.eventLoopUtilization();
  const look = createMemoryLook({
    resident: () => process.memoryUsage.rss(),
    busyShare: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return utilization;
    },
    collect: () => void collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }),
  });
  setInterval(look, limits.memoryLookMs).unref();
}
