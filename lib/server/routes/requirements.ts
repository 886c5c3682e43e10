import { requirementsOfFile } from '#lib/server/audit/audit-rules';
import { getVerification } from '#lib/server/verification/verification-service';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/** What this Orrery requires of artifacts, with what of its file is not understood. */
export async function answerRequirements({ url }: RouteCall): Promise<Response> {
  readQuery('GET /api/requirements', url);
  const { requirements } = await getVerification().policies.current();
  return respondJson('GET /api/requirements', requirementsOfFile(requirements));
}
