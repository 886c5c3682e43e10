import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';

/** Writes the archive of a graph before anything of it is deleted; the result has its size in bytes. */
export async function archiveStep(
  { at, content }: WorkOf<'archive'>,
  { archive, signal, onBytes }: StepContext,
): Promise<StepOutcome> {
  return { state: 'done', bytes: await archive(at, content, { signal, onBytes }) };
}
