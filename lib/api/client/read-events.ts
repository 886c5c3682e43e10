import type * as z from 'zod/mini';
import { apiLimits } from '#lib/api/limits';
import { clientProblem } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import { inBatches } from './batches.ts';
import { guarded, parseAnswer } from './client.ts';
import { readNdjson } from './ndjson.ts';

/** How the events of a stream are read, and what is said when it breaks off. */
export type EventReading<T> = {
  readonly schema: z.ZodMiniType<T>;
  readonly cut: string;
  /** Events that come within so many milliseconds are handed on together; as few as draw well when left out. */
  readonly gatherMs?: () => number;
  readonly signal?: AbortSignal | undefined;
};

/**
 * The events of an NDJSON stream in batches, until the one that ends it.
 *
 * @throws ProblemError `disconnected` when the stream breaks before its `end`, `internal` for an event of another form
 */
export async function* readEvents<T extends { readonly type: string }>(
  body: ReadableStream<Uint8Array> | null,
  { schema, cut, gatherMs = () => apiLimits.batchMs, signal }: EventReading<T>,
): AsyncGenerator<readonly T[]> {
  const batches = body === null ? undefined : inBatches(readNdjson(body), gatherMs);
  let isEnded = false;
  try {
    while (batches !== undefined && !isEnded) {
      const batch = await guarded(signal, () => batches.next());
      if (batch.done === true) break;
      const events = batch.value.map((value) => parseAnswer(schema, value));
      isEnded = events.some(({ type }) => type === 'end');
      yield events;
    }
  } finally {
    batches?.return(undefined).catch(() => undefined);
  }
  if (!isEnded) throw new ProblemError(clientProblem('disconnected', cut));
}
