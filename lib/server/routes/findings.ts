import { parseReference } from '#lib/oci/reference';
import { collectFindings } from '#lib/server/evidence/collect-findings';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/** The findings of an artifact: the newest report of each tool, joined with the VEX statements that apply. */
export async function answerFindings({ url, session, signal }: RouteCall): Promise<Response> {
  const { ref, fresh } = readQuery('GET /api/findings', url);
  const request = { session, reference: parseReference(ref), isFresh: fresh === '1', signal };
  return respondJson('GET /api/findings', await collectFindings(request));
}
