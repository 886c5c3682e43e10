import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { RunContext } from '#lib/transfer/run/run-context';

/** What two writes to one repository share when they are about one subject. */
export function subjectKey({ registry, repository }: Repository, subject: Digest): string {
  return `${registry}/${repository}@${subject}`;
}

/**
 * Writes a manifest when nothing else of this process is writing about its subject: olareg acknowledges manifests with
 * one subject that arrive at once, and keeps some of them.
 */
export function inTurnOfSubject<T>(
  at: Repository,
  subject: Digest | undefined,
  { inTurn }: Pick<RunContext, 'inTurn'>,
  work: () => Promise<T>,
): Promise<T> {
  return subject === undefined ? work() : inTurn(subjectKey(at, subject), work);
}
