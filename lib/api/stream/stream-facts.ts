import { getResponse, guarded, parseAnswer } from '#lib/api/client';
import { loadSchema } from '#lib/api/load-schema';
import { ProblemError } from '#lib/api/problem-error';
import { ownProblem } from '#lib/api/problems/own-problems';
import { inBatches } from '#lib/api/stream/batches';
import { readNdjson } from '#lib/api/stream/ndjson';
import { visibleFact } from '#lib/api/stream/visible-fact';
import type { Fact } from '#lib/graph/model';

// About three frames: soon enough to look immediate, seldom enough to leave the browser time to draw.
const batchMs = 50;

/** The facts of a walk as they are learned; throws ProblemError when the stream breaks before its `end`. */
export async function* streamFacts(path: string, signal?: AbortSignal): AsyncGenerator<readonly Fact[]> {
  const options = signal === undefined ? {} : { signal };
  const [factSchema, { body }] = await Promise.all([
    guarded(signal, () => loadSchema('factSchema')),
    getResponse(path, { ...options, accept: 'application/x-ndjson' }),
  ]);
  const batches = body === null ? undefined : inBatches(readNdjson(body), batchMs);
  let isEnded = false;
  try {
    while (batches !== undefined && !isEnded) {
      const batch = await guarded(signal, () => batches.next());
      if (batch.done === true) break;
      const facts = batch.value.map((value) => visibleFact(parseAnswer(factSchema, value)));
      isEnded = facts.some((fact) => fact.type === 'end');
      yield facts;
    }
  } finally {
    batches?.return(undefined).catch(() => undefined);
  }
  if (!isEnded) throw new ProblemError(ownProblem('disconnected', cut));
}

const cut = 'The answer broke off: what is shown was learned before that, and more may exist.';
