import type { Changes } from '#lib/server/plans/changes';
import { createChanges } from '#lib/server/plans/changes';
import { makePlan } from '#lib/server/plans/drafts/make-plan';
import { plansState } from '#lib/server/plans/process-state';
import { hasHeldArchive } from '#lib/server/plans/run/held-archives';
import { runContextOf } from '#lib/server/plans/run-context';
import { getServices } from '#lib/server/platform/services';
import { openOwnUpload } from '#lib/server/sessions/layouts/held-uploads';
import { userOf } from '#lib/server/sessions/session-credentials';
import { recheckPlan } from '#lib/transfer/run/recheck-plan';
import { runPlan } from '#lib/transfer/run/run-plan';
import { writeArchive } from '#lib/transfer/write-archive';

/**
 * The changes of this process, made with the connections of the sessions.
 *
 * @throws Error before the server has opened its journal
 */
export function getChanges(): Changes {
  plansState.changes ??= create();
  return plansState.changes;
}

function create(): Changes {
  const { settings } = getServices();
  const { persistence } = plansState;
  if (persistence === undefined) throw new Error('The server was started without its journal.');
  const { journal, auditLog, others, now } = persistence;
  return createChanges({
    journal,
    audit: auditLog,
    others,
    makePlan: (session, request, signal) => makePlan(session, request, signal, now),
    runContext: runContextOf({
      hasRecord: async (id) => (await journal.find(id)) !== undefined,
      findUpload: openOwnUpload,
      writeArchive,
    }),
    recheckPlan,
    runPlan,
    userOf,
    hasArchive: hasHeldArchive,
    isReadOnly: () => settings.readOnly,
    now,
  });
}
