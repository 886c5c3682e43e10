import { statfs } from 'node:fs/promises';
import type { ProblemError } from '#lib/api/problems/problem-error';
import { layoutLimits } from '#lib/layout/limits';
import { problemError } from '#lib/server/platform/problem-error';
import { limits } from './limits.ts';

/**
 * How many bytes may be written into a folder so that the reserve of its disk stays free.
 *
 * @throws ProblemError `disk-full` when there are none
 */
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

/** The problem of a disk that has less space than is needed. */
export function diskFull(): ProblemError {
  const detail = 'The disk has no space for this beside the reserve that stays free.';
  return problemError('disk-full', detail);
}
