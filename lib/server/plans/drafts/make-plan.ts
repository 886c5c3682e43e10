import { randomUUID } from 'node:crypto';
import type { PlanDocument, PlanRequest as PlanRequestDocument } from '#lib/api/contract/plan-contract';
import { limits } from '#lib/server/platform/limits';
import type { Session } from '#lib/server/sessions/session';
import type { Plan, PlanDraft } from '#lib/transfer/plan';
import type { PlanRequest } from '#lib/transfer/plan-request';
import { draftAttach } from './draft-attach.ts';
import { draftCopy } from './draft-copy.ts';
import { draftDelete, draftRepair } from './draft-delete.ts';
import { draftImport } from './draft-import.ts';
import { draftTag } from './draft-tag.ts';
import type { Drafting } from './survey.ts';

type RequestOf<Action> = Extract<PlanRequest, { readonly action: Action }>;

/** Makes the plan of one action: looks at what is there, and leaves the rest to a pure function. */
type Planner<Action extends PlanRequest['action']> = (
  session: Session,
  request: RequestOf<Action>,
  signal: AbortSignal,
) => Promise<PlanDraft>;

export type Planners = {
  readonly delete: Planner<'delete'>;
  /** The same request, except that the source is deleted afterwards. */
  readonly copy: Planner<'copy' | 'move'>;
  readonly attach: Planner<'attach'>;
  readonly tag: Planner<'tag'>;
  readonly import: Planner<'import'>;
  readonly repair: Planner<'repair'>;
};

/** Plans by these planners, with a name, a time and an end of their time. */
export function planMaker(planners: Planners, now: () => number = Date.now) {
  return async (session: Session, request: PlanRequest, signal: AbortSignal): Promise<Plan> => {
    const draft = await makeDraft(planners, session, request, signal);
    const created = now();
    return {
      ...draft,
      id: randomUUID(),
      action: request.action,
      request,
      created: new Date(created).toISOString(),
      expires: new Date(created + limits.planKeptMs).toISOString(),
    };
  };
}

async function makeDraft(
  planners: Planners,
  session: Session,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<PlanDraft> {
  switch (request.action) {
    case 'delete':
      return await planners.delete(session, request, signal);
    case 'copy':
    case 'move':
      return await planners.copy(session, request, signal);
    case 'attach':
      return await planners.attach(session, request, signal);
    case 'tag':
      return await planners.tag(session, request, signal);
    case 'import':
      return await planners.import(session, request, signal);
    case 'repair':
      return await planners.repair(session, request, signal);
    default:
      return request satisfies never;
  }
}

// What the browser is told of a plan and the plan itself must stay the same thing.
true satisfies Plan extends Frozen<PlanDocument> ? true : false;
true satisfies Frozen<PlanRequestDocument> extends PlanRequest ? true : false;

type Frozen<T> = T extends string | number | boolean ? T : { readonly [Name in keyof T]: Frozen<T[Name]> };

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
