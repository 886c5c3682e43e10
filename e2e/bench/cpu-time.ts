import { readdirSync, readFileSync } from 'node:fs';

/** CPU time in milliseconds, which hardly depends on who else uses the machine. */
export type CpuTime = {
  /** Of the first thread, on which Node.js runs JavaScript. */
  readonly main: number;
  /** Of all threads that there still are. */
  readonly all: number;
};

/** What a process has used since its start. */
export function cpuTimeOf(pid: number): CpuTime {
  const threads = readdirSync(`/proc/${pid}/task`);
  return {
    main: threadMs(pid, String(pid)),
    all: threads.reduce((sum, thread) => sum + threadMs(pid, thread), 0),
  };
}

/** What a process has used since then. */
export function cpuTimeSince(pid: number, before: CpuTime): CpuTime {
  const now = cpuTimeOf(pid);
  return { main: now.main - before.main, all: now.all - before.all };
}

// https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat
function threadMs(pid: number, thread: string): number {
  const [nanoseconds] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
  return Number(nanoseconds) / 1e6;
}
