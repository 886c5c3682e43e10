import type { PutBack } from '#components/changes/request/use-plan-request.ts';
import { digestIn, isPush, isUntag } from '#lib/api/changes/plan-artifacts';
import {
  deletedFrom,
  doneSteps,
  isAtSource,
  madeBy,
  repositoryNamedBy,
  requestTarget,
  splitTag,
} from '#lib/api/changes/run-made';
import type { PlanRecordDocument, PlanStep } from '#lib/api/contract/plan-contract';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import { planListedMax } from '#lib/api/limits';

/** A plan that takes back what a run did, or a part of it. */
export type Undo = {
  readonly label: string;
  readonly about: string;
  readonly request: PlanRequestDocument | PutBack;
};

/**
 * What takes a run back: tags that it moved point to what they pointed to before, and what it pushed is deleted, without
 * anything that was there before; what it deleted comes back from its archive. Empty where it changed nothing, or where
 * {@link whyNoUndo} says why.
 */
export function undoOf(record: PlanRecordDocument): readonly Undo[] {
  const { plan } = record;
  if (plan.action === 'delete') return [...putBack(record), ...tagsBack(record)];
  if (plan.action === 'repair') return [];
  if (plan.action === 'move') return moveBack(record);
  return [...tagsBack(record), ...deletion(record)];
}

/** The import of what a deletion archived; a run that did not come so far, or was asked not to, has no archive. */
function putBack(record: PlanRecordDocument): readonly Undo[] {
  const to = deletedFrom(record);
  const done = doneSteps(record);
  const hasArchive = done.some(({ verb }) => verb === 'archive');
  if (to === undefined || !hasArchive || !done.some(({ verb }) => verb === 'delete-manifest')) return [];
  const request = { action: 'put-back', plan: record.plan.id, to } as const;
  return [{ label: 'Put back from the archive…', about: `Import the archive into ${to}`, request }];
}

/** Why a run cannot be taken back by a plan; undefined where it can, or where there is nothing to take back. */
export function whyNoUndo(record: PlanRecordDocument): string | undefined {
  const { plan, state } = record;
  if (undoOf(record).length > 0 || state === 'planned' || state === 'running') return undefined;
  if (plan.action === 'delete') return whyNotBack(doneSteps(record));
  if (plan.action === 'move') return 'An unfinished move cannot be undone. Resume it first.';
  return doneSteps(record).filter(isPush).length > planListedMax
    ? `More than ${planListedMax.toLocaleString('en')} artifacts are too many for one undo. Delete them in the repository.`
    : undefined;
}

function whyNotBack(done: readonly PlanStep[]): string | undefined {
  if (done.some(({ verb }) => verb === 'delete-manifest'))
    return 'Undo is not possible: the run made no archive.';
  return done.some(isUntag) ? 'These are too many tags for one undo. Set them on each artifact.' : undefined;
}

const tagUndosMax = 8;

/** The tags that a run moved or removed, by the artifact that each pointed to before. */
function tagsBack(record: PlanRecordDocument): readonly Undo[] {
  const before = new Map<string, string[]>();
  for (const step of doneSteps(record)) {
    const digest = isUntag(step) ? step.node : step.verb === 'tag' ? step.was : undefined;
    if (digest === undefined || digest === null || isAtSource(step.id)) continue;
    const [name, tag] = splitTag(step.target);
    const ref = `${name}@${digest}`;
    before.set(ref, [...(before.get(ref) ?? []), tag]);
  }
  // Each is a plan and a button of its own.
  if (before.size > tagUndosMax) return [];
  const isOnly = before.size === 1 && deletion(record).length === 0 && putBack(record).length === 0;
  return [...before].map(([ref, tags]) => ({
    label: isOnly ? 'Undo…' : `Undo ${tags.join(', ')}…`,
    about: `${tags.join(', ')} back to ${ref}`,
    request: { action: 'tag', ref, tags },
  }));
}

/** The deletion of what a run pushed and of the tags that are new with it. */
function deletion(record: PlanRecordDocument): readonly Undo[] {
  if (record.plan.action === 'delete') return [];
  const done = doneSteps(record);
  const digests = [
    ...new Set(done.filter(isPush).flatMap(({ node, target }) => node ?? digestIn(target) ?? [])),
  ];
  const fresh = done.filter(({ verb, was }) => verb === 'tag' && was === null).map(({ target }) => target);
  const ref = repositoryNamedBy(requestTarget(record.plan.request));
  if (ref === undefined || digests.length > planListedMax) return [];
  if (digests.length === 0 && fresh.length === 0) return [];
  const tags = fresh.map((target) => splitTag(target)[1]);
  return [
    {
      label: 'Undo…',
      about: `Delete what this run made in ${ref}, and keep what existed before`,
      // Somebody has the files still: an archive of what was made a moment ago would only take space.
      request: { action: 'delete', scope: 'listed', ref, digests, tags, only: true, archive: false },
    },
  ];
}

/**
 * A move is taken back by a move. Where the target had a part of it before, or a tag of the target was moved, a move back
 * would take that away too: then it is copied back, and the target stays.
 */
function moveBack(record: PlanRecordDocument): readonly Undo[] {
  const { plan, state } = record;
  const { request } = plan;
  const made = madeBy(record);
  if (request.action !== 'move' || state !== 'done' || made === undefined) return [];
  const done = doneSteps(record);
  const pushed = new Set(done.filter(isPush).flatMap(({ node }) => node ?? []));
  const gone = done.filter(({ verb }) => verb === 'delete-manifest').flatMap(({ node }) => node ?? []);
  const isAlone =
    gone.every((digest) => pushed.has(digest)) &&
    done.every(({ verb, was }) => verb !== 'tag' || was === null);
  const { referrers } = request;
  const back = { from: made.reference, to: request.from, ...(referrers === undefined ? {} : { referrers }) };
  const where = `${made.reference} to ${request.from}`;
  return isAlone
    ? [{ label: 'Undo…', about: `Move ${where}`, request: { action: 'move', ...back } }]
    : [
        {
          label: 'Copy back…',
          about: `Copy ${where}. The copy stays, because part of it existed before the move`,
          request: { action: 'copy', ...back },
        },
      ];
}
