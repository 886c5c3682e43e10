import { randomUUID } from 'node:crypto';
import type {
  PlanDocument,
  PlanRecordDocument,
  PlanStep,
  RunEventDocument,
} from '#lib/api/contract/plan-contract';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import type { Same } from '#lib/api/contract/same';
import { limits } from '#lib/server/platform/limits';
import type { Session } from '#lib/server/sessions/session';
import type { Plan, PlanDraft, Step } from '#lib/transfer/plan';
import type { PlanRequest } from '#lib/transfer/plan-request';
import type { PlanRecord, RunEvent } from '#lib/transfer/record';
import { draftAttach } from './draft-attach.ts';
import { draftCopy } from './draft-copy.ts';
import { draftDelete, draftRepair } from './draft-delete.ts';
import { draftImport } from './draft-import.ts';
import { draftListed } from './draft-listed.ts';
import { draftTag } from './draft-tag.ts';
import type { Drafting } from './survey.ts';

/**
 * Makes the plan of a change: looks at what is there, drafts the steps by a pure function, and gives the plan an id, a
 * time and an expiry. Nothing is changed.
 *
 * @throws ProblemError, RegistryError or OciError when what the request names cannot be read or does not fit together
 */
export async function makePlan(
  session: Session,
  request: PlanRequest,
  signal: AbortSignal,
  now: () => number,
): Promise<Plan> {
  const draft = await draftPlan({ session, signal }, request);
  const created = now();
  return {
    ...draft,
    id: randomUUID(),
    action: request.action,
    request,
    created: new Date(created).toISOString(),
    expires: new Date(created + limits.planKeptMs).toISOString(),
  };
}

async function draftPlan(drafting: Drafting, request: PlanRequest): Promise<PlanDraft> {
  switch (request.action) {
    case 'delete':
      return request.scope === 'listed'
        ? await draftListed(drafting, request)
        : await draftDelete(drafting, request);
    case 'copy':
    case 'move':
      return await draftCopy(drafting, request);
    case 'attach':
      return await draftAttach(drafting, request);
    case 'tag':
      return await draftTag(drafting, request);
    case 'import':
      return await draftImport(drafting, request);
    case 'repair':
      return await draftRepair(drafting, request);
    default:
      return request satisfies never;
  }
}

// What the browser receives of a plan, its record and its run is what lib/transfer knows of them. Of a step it receives
// what is the same for every verb, and `was` of a tag.
true satisfies Same<PlanRequestDocument, PlanRequest>;
true satisfies Same<Omit<PlanDocument, 'steps' | 'request'>, Omit<Plan, 'steps' | 'request'>>;
true satisfies Same<Omit<PlanStep, 'was'>, Pick<Step, keyof Step>>;
true satisfies Same<Omit<PlanRecordDocument, 'plan'>, Omit<PlanRecord, 'plan'>>;
true satisfies Same<RunEventDocument, RunEvent>;
