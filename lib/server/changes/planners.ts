import type { Planners } from '#lib/server/changes/make-plan';
import { draftAttach } from '#lib/server/planning/draft-attach';
import { draftCopy } from '#lib/server/planning/draft-copy';
import { draftDelete, draftRepair } from '#lib/server/planning/draft-delete';
import { draftImport } from '#lib/server/planning/draft-import';
import { draftTag } from '#lib/server/planning/draft-tag';
import type { Drafting } from '#lib/server/planning/drafting';
import type { Session } from '#lib/server/sessions/session';
import type { PlanDraft } from '#lib/transfer/plan';

/** Who plans what. */
export const planners: Planners = {
  delete: planner(draftDelete),
  copy: planner(draftCopy),
  attach: planner(draftAttach),
  tag: planner(draftTag),
  import: planner(draftImport),
  repair: planner(draftRepair),
};

function planner<Request>(draft: (drafting: Drafting, request: Request) => Promise<PlanDraft>) {
  return (session: Session, request: Request, signal: AbortSignal) => draft({ session, signal }, request);
}
