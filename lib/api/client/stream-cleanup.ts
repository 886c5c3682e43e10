import { apiPath } from '#lib/api/routes/api-path';
import type { ParametersOf } from '#lib/api/routes/route-types';
import type { CleanupEvent } from '#lib/retention/cleanup';
import { getResponse, guarded } from './client.ts';
import { readEvents } from './read-events.ts';

/**
 * The events of a clean-up as they come: artifacts, how far it is, what was left out, and last the end.
 *
 * @throws ProblemError with the code of the server, or `disconnected` when the stream breaks before its `end`
 */
export async function* streamCleanup(
  parameters: ParametersOf<'/api/cleanup'>,
  signal: AbortSignal,
): AsyncGenerator<readonly CleanupEvent[]> {
  const [{ cleanupEventSchema }, { body }] = await Promise.all([
    guarded(signal, () => import('#lib/api/contract/cleanup-contract')),
    getResponse(apiPath('/api/cleanup', parameters), { accept: 'application/x-ndjson', signal }),
  ]);
  yield* readEvents(body, { schema: cleanupEventSchema, cut, signal });
}

const cut = 'The response ended early. Read the repository again before you choose.';
