/** Whether an error has this code of the file system, for example `ENOENT`. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Whether an error comes from the file system: a full disk, a folder without permission. */
export function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

/** Whether an error says that the disk or the quota is full. */
export function isDiskFull(error: unknown): boolean {
  return hasErrorCode(error, 'ENOSPC') || hasErrorCode(error, 'EDQUOT');
}

/** No space is left on the disk except its reserve; {@link isDiskFull} accepts it. */
export class NoSpaceError extends Error {
  override readonly name = 'NoRoom';
  readonly code = 'ENOSPC';
}

/**
 * The result of an action on a file; undefined when the file does not exist.
 *
 * @throws every error except ENOENT and ENOTDIR
 */
export async function unlessMissing<T>(action: Promise<T>): Promise<T | undefined> {
  try {
    return await action;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT') || hasErrorCode(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}
