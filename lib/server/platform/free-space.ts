import { statfs } from 'node:fs/promises';
import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';
import { layoutLimits } from '#lib/layout/limits';
import { limits } from './limits.ts';

/** How many bytes may be written into a folder so that the reserve of its disk stays free; a problem when none may. */
export async function freeSpace(folder: string): Promise<number> {
  const room = await freeBytes(folder);
  if (room <= 0) throw diskFull();
  return Math.min(room, layoutLimits.archiveMaxBytes);
}

/** How many bytes are free on the disk of a folder beside the reserve; nothing or less where the reserve is touched. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize - limits.diskReserveBytes;
}

/** The disk has less room than is needed. */
export function diskFull(): ProblemError {
  const detail = 'The disk has no room for this and the reserve that has to stay free.';
  return new ProblemError(makeProblem('disk-full', detail, { requestId: '' }));
}
