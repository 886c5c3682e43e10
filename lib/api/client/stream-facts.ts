import { factSchema, isFact } from '#lib/api/contract/graph-contract';
import { apiLimits } from '#lib/api/limits';
import { clientProblem } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import type { Fact } from '#lib/graph/model';
import { inBatches } from './batches.ts';
import { getResponse, guarded, parseAnswer } from './client.ts';
import { readNdjson } from './ndjson.ts';
import { visibleFact } from './visible-fact.ts';

/**
 * The facts of a walk as they are learned.
 *
 * @throws ProblemError with the code of the server, or `disconnected` when the stream breaks before its `end`
 */
export async function* streamFacts(path: string, signal?: AbortSignal): AsyncGenerator<readonly Fact[]> {
  const options = signal === undefined ? {} : { signal };
  const { body } = await getResponse(path, { ...options, accept: 'application/x-ndjson' });
  const batches =
    body === null ? undefined : inBatches(readNdjson(body), () => apiLimits.batchMs, apiLimits.firstFacts);
  let isEnded = false;
  let size: number = apiLimits.firstFacts;
  try {
    while (batches !== undefined && !isEnded) {
      const batch = await guarded(signal, () => batches.next());
      if (batch.done === true) break;
      const { length } = batch.value;
      for (let at = 0; at < length; ) {
        const values = batch.value.slice(at, at + size);
        const facts = values.map((value) =>
          visibleFact(isFact(value) ? value : parseAnswer(factSchema, value)),
        );
        isEnded = facts.some((fact) => fact.type === 'end');
        yield facts;
        at += values.length;
        if (at < length) await pauseForDrawing();
        // Each part is drawn with all that came before it: twice as large each time, the whole costs no more than twice.
        if (values.length === size) size *= 2;
      }
    }
  } finally {
    batches?.return(undefined).catch(() => undefined);
  }
  if (!isEnded) throw new ProblemError(clientProblem('disconnected', cut));
}

// Time to draw what has come, where much came at once: reading all of it first would hold the first rows back.
function pauseForDrawing(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, apiLimits.drawPauseMs));
}

const cut = 'The response ended early: there may be more than this page shows.';
