import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';
import type { ParametersOf } from '#lib/api/routes/route-types';
import type { AuditEvent } from '#lib/audit/audit';
import { getResponse, guarded } from './client.ts';
import { readEvents } from './read-events.ts';

/**
 * The events of an audit as they come: rows, how far it is, what was left out, and last the end.
 *
 * @throws ProblemError with the code of the server, or `disconnected` when the stream breaks before its `end`
 */
export async function* streamAudit(
  parameters: ParametersOf<'/api/audit'>,
  signal: AbortSignal,
): AsyncGenerator<readonly AuditEvent[]> {
  const [{ auditEventSchema }, { body }] = await Promise.all([
    guarded(signal, () => import('#lib/api/contract/audit-contract')),
    getResponse(apiPath('/api/audit', parameters), { accept: 'application/x-ndjson', signal }),
  ]);
  let rows = 0;
  // Who shows ten thousand rows sorts and counts them again for each batch: the longer that takes, the fewer there are.
  const gatherMs = () => Math.min(apiLimits.batchMs + rows / apiLimits.rowsPerBatchMs, apiLimits.batchMaxMs);
  for await (const events of readEvents(body, { schema: auditEventSchema, cut, gatherMs, signal })) {
    for (const { type } of events) if (type === 'row') rows += 1;
    yield events;
  }
}

const cut = 'The response ended early: there may be more than this page shows.';
