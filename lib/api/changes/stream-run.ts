import { inBatches } from '#lib/api/client/batches';
import { guarded, parseAnswer, postJson } from '#lib/api/client/client';
import { readNdjson } from '#lib/api/client/ndjson';
import type { RunEventDocument } from '#lib/api/contract/plan-contract';
import { apiLimits } from '#lib/api/limits';
import { clientProblem } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import { apiPath } from '#lib/api/routes/api-path';

/**
 * Runs a plan, or listens to its run from the start. Leaving does not end the run; a stream that breaks before its `end`
 * can be listened to again, which shows how far it has come.
 *
 * @throws ProblemError with the code of the server, or `disconnected` when the stream breaks before its `end`
 */
export async function* streamRun(
  id: string,
  options: { readonly confirm?: string; readonly signal?: AbortSignal } = {},
): AsyncGenerator<readonly RunEventDocument[]> {
  const { confirm, signal } = options;
  const call = { accept: 'application/x-ndjson', ...(signal === undefined ? {} : { signal }) };
  const [{ runEventSchema }, { body }] = await Promise.all([
    guarded(signal, () => import('#lib/api/contract/plan-contract')),
    postJson(apiPath('/api/plans/{id}/run', { id }), confirm === undefined ? {} : { confirm }, call),
  ]);
  const batches = body === null ? undefined : inBatches(readNdjson(body), apiLimits.batchMs);
  let isEnded = false;
  try {
    while (batches !== undefined && !isEnded) {
      const batch = await guarded(signal, () => batches.next());
      if (batch.done === true) break;
      const events = batch.value.map((value) => parseAnswer(runEventSchema, value));
      isEnded = events.some((event) => event.type === 'end');
      yield events;
    }
  } finally {
    batches?.return(undefined).catch(() => undefined);
  }
  if (!isEnded) throw new ProblemError(clientProblem('disconnected', cut));
}

const cut = 'The connection broke; the change goes on without it. Look again to see how far it has come.';
