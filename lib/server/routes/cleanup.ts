import type { FrozenJsonOf } from '#lib/api/routes/route-types';
import { parseRepository } from '#lib/oci/reference';
import { retentionLimits } from '#lib/retention/limits';
import { readRules } from '#lib/retention/retention-rules';
import { rulesOf } from '#lib/server/audit/audit-rules';
import { cleanupOf, runCleanup } from '#lib/server/cleanup/run-cleanup';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { ndjsonBody } from './ndjson.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery } from './route-call.ts';

/**
 * What of a repository can go: artifacts as they are known for who asks for NDJSON, else one document.
 *
 * @throws ProblemError `request-invalid` for a rule that nobody understands: what it should keep must not be guessed
 */
export async function answerCleanup({ request, url, session, signal }: RouteCall): Promise<Response> {
  const { ref, keep, days, policy, fresh } = readQuery('GET /api/cleanup', url);
  const at = parseRepository(ref);
  const [problem] = keep === undefined ? [] : readRules(keep).problems;
  if (problem !== undefined) throw invalidRequest(`The parameter "keep" is invalid: ${problem}`);
  const rules = await rulesOf({ session, signal, require: undefined, policy });
  const left = new AbortController();
  const events = runCleanup({
    session,
    at,
    rules,
    keep,
    untaggedDays: days ?? retentionLimits.untaggedDays,
    isFresh: fresh === '1',
    signal: AbortSignal.any([signal, left.signal]),
  });
  if (!(request.headers.get('accept') ?? '').includes('application/x-ndjson'))
    return Response.json((await cleanupOf(events)) satisfies FrozenJsonOf<'GET /api/cleanup'>);
  // Until the tags are listed nothing is promised: that failure is a problem, not a stream that breaks.
  const first = await events.next();
  const headers = { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' };
  return new Response(
    ndjsonBody(first, events, () => left.abort()),
    { headers },
  );
}
