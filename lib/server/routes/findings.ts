import { countSeverities } from '#lib/formats/findings/severity-counts';
import { formatReference, manifestSelector, parseReference } from '#lib/oci/reference';
import { connect } from '#lib/server/sessions/connect';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/** The findings of an artifact. */
export async function answerFindings({ url, session, signal }: RouteCall): Promise<Response> {
  const reference = parseReference(readQuery('GET /api/findings', url).ref);
  const client = connect(session, reference.registry);
  const { digest } = await client.resolveManifest(reference.repository, manifestSelector(reference), {
    signal,
  });
  return respondJson('GET /api/findings', {
    about: digest,
    reference: formatReference(reference),
    reports: [],
    statements: [],
    counts: {
      open: 0,
      notAffected: 0,
      fixed: 0,
      underInvestigation: 0,
      affected: 0,
      suppressed: 0,
      disagreeing: 0,
      fixable: 0,
    },
    bySeverity: countSeverities([]),
    beside: { misconfigurations: 0, secrets: 0, licences: 0, code: 0 },
    rows: [],
    sboms: [],
    provenance: [],
    unread: [{ digest, reason: 'Its reports are not read yet.' }],
    isComplete: false,
  });
}
