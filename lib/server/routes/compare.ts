import { parseReference } from '#lib/oci/reference';
import { compareArtifacts } from '#lib/server/evidence/compare-artifacts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/** What differs between two artifacts, which may lie in different registries. */
export async function answerComparison({ url, session, signal }: RouteCall): Promise<Response> {
  const { left, right, platform, files, fresh } = readQuery('GET /api/compare', url);
  const sides = [parseReference(left), parseReference(right)] as const;
  const comparison = await compareArtifacts(sides, {
    session,
    isFresh: fresh === '1',
    hasFiles: files === '1',
    signal,
    ...(platform === undefined ? {} : { platform }),
  });
  return respondJson('GET /api/compare', comparison);
}
