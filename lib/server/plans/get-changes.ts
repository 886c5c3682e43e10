import { planMaker } from '#lib/server/plans/drafts/make-plan';
import { planners } from '#lib/server/plans/drafts/planners';
import { getServices } from '#lib/server/platform/services';
import { userOf } from '#lib/server/sessions/connect';
import { openUpload } from '#lib/server/sessions/layouts/open-upload';
import { writeArchive } from '#lib/transfer/archive/write-archive';
import { recheckPlan } from '#lib/transfer/run/recheck-plan';
import { runPlan } from '#lib/transfer/run/run-plan';
import type { Changes } from './changes.ts';
import { createChanges } from './changes.ts';
import { changesHolder } from './changes-holder.ts';
import { runContextOf } from './run-context.ts';

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
