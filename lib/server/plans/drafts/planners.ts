import type { Session } from '#lib/server/sessions/session';
import type { PlanDraft } from '#lib/transfer/plan';
import { draftAttach } from './draft-attach.ts';
import { draftCopy } from './draft-copy.ts';
import { draftDelete, draftRepair } from './draft-delete.ts';
import { draftImport } from './draft-import.ts';
import { draftTag } from './draft-tag.ts';
import type { Drafting } from './drafting.ts';
import type { Planners } from './make-plan.ts';

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
