import { readFileSync } from 'node:fs';

/** Watches the resident memory of a process; `stop` gives by how many bytes it has been above where it began. */
export function watchMemory(pid: number): { readonly stop: () => number } {
  const before = residentBytes(pid);
  let highest = before;
  const look = () => {
    highest = Math.max(highest, residentBytes(pid));
  };
  const timer = setInterval(look, 50);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return highest - before;
    },
  };
}

/** The memory that a process holds now. */
export function residentBytes(pid: number): number {
  const [, kiB = ''] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kiB === '') throw new Error('The memory of the process cannot be read.');
  return Number(kiB) * 1024;
}
