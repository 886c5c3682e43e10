import { guarded, postJson } from '#lib/api/client/client';
import { readEvents } from '#lib/api/client/read-events';
import type { RunEventDocument } from '#lib/api/contract/plan-contract';
import { apiPath } from '#lib/api/routes/api-path';
import { announceRun } from './run-news.ts';

/**
 * Runs a plan, or listens to its run from the start; every tab of this browser hears of its begin and its end. Leaving does not end the run; a stream that breaks before its `end`
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
  announceRun();
  try {
    yield* readEvents(body, { schema: runEventSchema, cut, signal });
  } finally {
    announceRun();
  }
}

const cut = 'The connection failed, but the run continues. Reload the plan to see its progress.';
