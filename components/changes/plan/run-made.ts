import type { PlanRecordDocument, PlanStep } from '#lib/api/contract/plan-contract';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import { planListedMax } from '#lib/api/limits';
import type { Digest } from '#lib/oci/digest';
import { parseAddress, textPath } from '#lib/oci/location';
import { formatReference } from '#lib/oci/reference';

/** What a run left at its target. */
export type Made = {
  /** What the way there opens: `host/name:tag`, by digest, or the repository. */
  readonly reference: string;
  /** "12 artifacts are at localhost:5000/mirror/web:1.12.0." */
  readonly sentence: string;
  /** The address that compares it with what it was copied from, which is there still. */
  readonly compare?: string;
};

/** A plan that takes back what a run did, or a part of it. */
export type Undo = { readonly label: string; readonly about: string; readonly request: PlanRequestDocument };

/** What was made and where; undefined for a run that made nothing, such as a deletion. */
export function madeBy(record: PlanRecordDocument): Made | undefined {
  const { plan, state } = record;
  const { request } = plan;
  if (state !== 'done' || request.action === 'delete' || request.action === 'repair') return undefined;
  const done = doneSteps(record).filter(({ id }) => !isAtSource(id));
  const tags = done.filter(({ verb }) => verb === 'tag').map(({ target }) => target);
  const made = done.filter(isPush).flatMap(({ node, target }) => node ?? digestIn(target) ?? []);
  const [first] = tags;
  const repository = repositoryOf(targetOf(request));
  if (repository === undefined) return undefined;
  if (request.action === 'tag')
    return { reference: first ?? request.ref, sentence: tagSentence(tags, request.tags) };
  const reference =
    request.action === 'import'
      ? repository
      : (first ?? namedBy(request, plan.root, made.at(-1), repository));
  const count = made.length;
  const sentence =
    count === 0
      ? `${reference} was complete already.`
      : `${count.toLocaleString('en')} ${count === 1 ? 'artifact is' : 'artifacts are'} at ${reference}.`;
  const compare = request.action === 'copy' ? comparePath(request.from, reference) : undefined;
  return { reference, sentence, ...(compare === undefined ? {} : { compare }) };
}

/** The repository that a deletion was about, whose tags are what is left; undefined for other changes. */
export function deletedFrom({ plan: { request } }: PlanRecordDocument): string | undefined {
  return request.action === 'delete' ? repositoryOf(request.ref) : undefined;
}

/**
 * What takes a run back: tags that it moved point to what they pointed to before, and what it pushed is deleted, without
 * anything that was there before. Empty where it changed nothing, or where {@link whyNoUndo} says why.
 */
export function undoOf(record: PlanRecordDocument): readonly Undo[] {
  const { plan } = record;
  if (plan.action === 'delete' || plan.action === 'repair') return [];
  if (plan.action === 'move') return moveBack(record);
  return [...tagsBack(record), ...deletion(record)];
}

/** Why a run cannot be taken back by a plan; undefined where it can, or where there is nothing to take back. */
export function whyNoUndo(record: PlanRecordDocument): string | undefined {
  const { plan, state } = record;
  if (undoOf(record).length > 0 || state === 'planned' || state === 'running') return undefined;
  if (plan.action === 'move') return 'A move that did not come to its end cannot be undone: resume it first.';
  return doneSteps(record).filter(isPush).length > planListedMax
    ? `More than ${planListedMax.toLocaleString('en')} artifacts are too many for one undo: delete them in the repository.`
    : undefined;
}

/** The tags that a run moved, by the artifact that each pointed to before. */
function tagsBack(record: PlanRecordDocument): readonly Undo[] {
  const moved = new Map<string, string[]>();
  for (const { id, verb, target, was } of doneSteps(record)) {
    if (verb !== 'tag' || was === undefined || was === null || isAtSource(id)) continue;
    const [name, tag] = splitTag(target);
    const ref = `${name}@${was}`;
    moved.set(ref, [...(moved.get(ref) ?? []), tag]);
  }
  const label = (tags: readonly string[]) =>
    moved.size === 1 && deletion(record).length === 0 ? 'Undo…' : `Undo ${tags.join(', ')}…`;
  return [...moved].map(([ref, tags]) => ({
    label: label(tags),
    about: `${tags.join(', ')} back to ${ref}`,
    request: { action: 'tag', ref, tags },
  }));
}

/** The deletion of what a run pushed and of the tags that are new with it. */
function deletion(record: PlanRecordDocument): readonly Undo[] {
  const done = doneSteps(record);
  const digests = [
    ...new Set(done.filter(isPush).flatMap(({ node, target }) => node ?? digestIn(target) ?? [])),
  ];
  const fresh = done.filter(({ verb, was }) => verb === 'tag' && was === null).map(({ target }) => target);
  const ref = repositoryOf(targetOf(record.plan.request));
  if (ref === undefined || digests.length > planListedMax) return [];
  if (digests.length === 0 && fresh.length === 0) return [];
  const tags = fresh.map((target) => splitTag(target)[1]);
  return [
    {
      label: 'Undo…',
      about: `Delete what this run made in ${ref}, and nothing that was there before`,
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
          about: `Copy ${where}. The copy stays, because a part of it was there before the move`,
          request: { action: 'copy', ...back },
        },
      ];
}

function doneSteps({ plan, steps }: PlanRecordDocument): readonly PlanStep[] {
  return plan.steps.filter(({ id }) => steps[id]?.state === 'done');
}

function isPush({ verb }: PlanStep): boolean {
  return verb === 'copy-manifest' || verb === 'push-manifest';
}

// The second half of a move.
function isAtSource(id: string): boolean {
  return id.startsWith('source-');
}

function targetOf(request: PlanRequestDocument): string {
  switch (request.action) {
    case 'copy':
    case 'move':
    case 'import':
      return request.to;
    case 'attach':
      return request.mode === 'set-subject'
        ? request.artifact
        : request.mode === 'push'
          ? request.to
          : request.subject;
    default:
      return request.ref;
  }
}

function comparePath(from: string, to: string): string | undefined {
  const home = repositoryOf(from);
  return home === undefined ? undefined : `${textPath(home)}?compare=${encodeURIComponent(`${from}..${to}`)}`;
}

function repositoryOf(text: string): string | undefined {
  try {
    const location = parseAddress(text);
    if (location.screen === 'registry') return undefined;
    const { registry, repository } = location.screen === 'repository' ? location : location.reference;
    return `${registry}/${repository}`;
  } catch {
    return undefined;
  }
}

function namedBy(
  request: PlanRequestDocument,
  root: Digest | undefined,
  last: Digest | undefined,
  repository: string,
): string {
  const named = targetOf(request);
  const location = parseAddress(named);
  if (request.action !== 'attach' && location.screen === 'artifact')
    return formatReference(location.reference);
  const digest = request.action === 'attach' ? (last ?? root) : (root ?? last);
  return digest === undefined ? repository : `${repository}@${digest}`;
}

function tagSentence(set: readonly string[], asked: readonly string[]): string {
  if (set.length === 0) return `${asked.join(', ')} ${asked.length === 1 ? 'was' : 'were'} there already.`;
  const names = set.map((target) => splitTag(target)[1]);
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} set.`;
}

function splitTag(target: string): readonly [name: string, tag: string] {
  const colon = target.lastIndexOf(':');
  return [target.slice(0, colon), target.slice(colon + 1)];
}

function digestIn(target: string): Digest | undefined {
  const location = parseAddress(target);
  return location.screen === 'artifact' ? location.reference.digest : undefined;
}
