import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { RunContext } from '#lib/transfer/run-context';

/** The key of the lock for writes to one repository about one subject. */
export function subjectKey({ registry, repository }: Repository, subject: Digest): string {
  return `${registry}/${repository}@${subject}`;
}

/**
 * Runs a write alone among those of this process about the same subject; at once when there is none. olareg acknowledges
 * all manifests with one subject that arrive together, and stores only some of them.
 */
export function withSubjectLock<T>(
  at: Repository,
  subject: Digest | undefined,
  { withLock }: Pick<RunContext, 'withLock'>,
  work: () => Promise<T>,
): Promise<T> {
  return subject === undefined ? work() : withLock(subjectKey(at, subject), work);
}
