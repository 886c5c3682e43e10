import type { Changes } from '#lib/server/changes/changes';
import { createChanges } from '#lib/server/changes/changes';
import { changesHolder } from '#lib/server/changes/changes-holder';
import { planMaker } from '#lib/server/changes/make-plan';
import { planners } from '#lib/server/changes/planners';
import { runContextOf } from '#lib/server/changes/run-context';
import { getServices } from '#lib/server/platform/services';
import { userOf } from '#lib/server/sessions/connect';
import { openUpload } from '#lib/server/sessions/layouts/open-upload';
import { writeArchive } from '#lib/transfer/archive/write-archive';
import { recheckPlan } from '#lib/transfer/run/recheck-plan';
import { runPlan } from '#lib/transfer/run/run-plan';

/**
 * The changes of this process. Made where the routes are, with the connections of their sessions, and held where our own
 * server finds them to stop: Next bundles the two apart.
 */
export function getChanges(): Changes {
  const holder = changesHolder();
  holder.changes ??= create();
  return holder.changes;
}

function create(): Changes {
  const { settings, books } = getServices();
  if (books === undefined) throw new Error('The server was started without its journal.');
  return createChanges({
    ...books,
    makePlan: planMaker(planners),
    runContext: runContextOf({ findUpload: openUpload, writeArchive }),
    recheckPlan,
    runPlan,
    userOf,
    isReadOnly: () => settings.readOnly,
    now: Date.now,
  });
}
