import type { RunLimits } from '#lib/transfer/limits';
import { transferLimits } from '#lib/transfer/limits';
import type { Step } from '#lib/transfer/plan';
import type { StepContext } from '#lib/transfer/step-context';

/** Bytes on their way; undefined where the step has to read them itself. */
type BytesAhead = NonNullable<StepContext['bytesAhead']>;
type CopyBlob = Extract<Step, { readonly verb: 'copy-blob' }>;

/** Reads the small blobs of the steps that come next, while those before them write. */
export type ReadAhead = {
  /** Gives a step that begins its bytes, or what kept them from being read; undefined for one not read ahead. */
  readonly take: (step: Step) => BytesAhead | undefined;
  /** Begins to read where there is room. */
  readonly advance: () => void;
};

/**
 * The reading for these steps, in their order. At most so many blobs and bytes wait for their steps; what no step takes is
 * dropped with the run, whose signal ends the reading.
 */
export function createReadAhead(
  steps: readonly Step[],
  isUntried: (step: Step) => boolean,
  read: (step: CopyBlob) => BytesAhead,
  { readAhead, readAheadMaxBytes }: Pick<RunLimits, 'readAhead' | 'readAheadMaxBytes'>,
): ReadAhead {
  const waiting = new Map<string, { readonly bytes: BytesAhead; readonly size: number }>();
  let next = 0;
  let held = 0;

  const begin = (step: CopyBlob) => {
    const bytes = read(step);
    // Nobody may ever ask for it; who does meets the failure.
    bytes.catch(() => undefined);
    waiting.set(step.id, { bytes, size: step.blob.size });
    held += step.blob.size;
  };

  return {
    take: ({ id }) => {
      const taken = waiting.get(id);
      if (taken === undefined) return undefined;
      waiting.delete(id);
      held -= taken.size;
      return taken.bytes;
    },
    advance: () => {
      for (; next < steps.length && waiting.size < readAhead; next += 1) {
        const step = steps[next];
        if (step === undefined || !isReadAhead(step) || !isUntried(step)) continue;
        if (held + step.blob.size > readAheadMaxBytes) return;
        begin(step);
      }
    },
  };
}

/** A blob that will be sent, and not mounted, and is so small that it may wait in memory. */
function isReadAhead(step: Step): step is CopyBlob {
  return (
    step.verb === 'copy-blob' &&
    step.from.registry !== step.to.registry &&
    step.blob.size <= transferLimits.smallBlobMaxBytes
  );
}
