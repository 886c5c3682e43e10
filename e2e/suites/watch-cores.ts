import { cpus } from 'node:os';

/** Gives which part of the machine was busy since it was called: 1 where no core was ever idle. */
export function watchCores(): () => number {
  const before = readCores();
  return () => {
    const now = readCores();
    return (now.busy - before.busy) / Math.max(1, now.all - before.all);
  };
}

function readCores(): { readonly busy: number; readonly all: number } {
  const times = cpus().map((core) => core.times);
  const all = times.reduce((total, one) => total + one.user + one.nice + one.sys + one.irq + one.idle, 0);
  return { busy: all - times.reduce((total, { idle }) => total + idle, 0), all };
}
