/** Whether an error is the file system's with this code, `ENOENT`. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Whether an error is the file system's: a disk that is full, a folder that may not be read. */
export function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

/** Whether an error says that the disk, or the share of it that may be used, is full. */
export function isDiskFull(error: unknown): boolean {
  return hasErrorCode(error, 'ENOSPC') || hasErrorCode(error, 'EDQUOT');
}

/** The error of a disk that has no room left beside what has to stay free; {@link isDiskFull} knows it. */
export class NoSpaceError extends Error {
  override readonly name = 'NoRoom';
  readonly code = 'ENOSPC';
}

/** What an action on a file gives, or undefined where there is no such file. */
export async function unlessMissing<T>(action: Promise<T>): Promise<T | undefined> {
  try {
    return await action;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT') || hasErrorCode(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}
