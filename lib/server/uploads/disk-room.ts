import { statfs } from 'node:fs/promises';
import { makeProblem } from '#lib/api/problem';
import { ProblemError } from '#lib/api/problem-error';
import { layoutLimits } from '#lib/layout/layout-limits';
import { limits } from '#lib/server/limits';

/** How many bytes may be written into a folder so that the reserve of its disk stays free; a problem when none may. */
export async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  const room = bavail * bsize - limits.diskReserveBytes;
  if (room <= 0) throw diskFull();
  return Math.min(room, layoutLimits.archiveMaxBytes);
}

/** The disk has less room than is needed. */
export function diskFull(): ProblemError {
  const detail = 'The disk has no room for this and the reserve that has to stay free.';
  return new ProblemError(makeProblem('disk-full', detail, { requestId: '' }));
}
