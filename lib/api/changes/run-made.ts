import type { PlanRecordDocument, PlanStep } from '#lib/api/contract/plan-contract';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import type { Digest } from '#lib/oci/digest';
import { parseAddress, textPath } from '#lib/oci/location';
import { formatReference } from '#lib/oci/reference';
import { artifactsOf, countedNoun, isUntag } from './plan-artifacts.ts';

/** What a run left at its target. */
export type Made = {
  /** What the way there opens: `host/name:tag`, by digest, or the repository. */
  readonly reference: string;
  /** "12 artifacts copied to localhost:5000/mirror/web:1.12.0." */
  readonly sentence: string;
  /** The address that compares it with what it was copied from, which is there still. */
  readonly compare?: string;
};

/** What was made and where; undefined for a run that made nothing, such as a deletion. */
export function madeBy(record: PlanRecordDocument): Made | undefined {
  const { plan, state } = record;
  const { request } = plan;
  if (state !== 'done' || request.action === 'delete' || request.action === 'repair') return undefined;
  const done = doneSteps(record).filter(({ id }) => !isAtSource(id));
  const tags = done.filter(({ verb }) => verb === 'tag').map(({ target }) => target);
  const made = [...artifactsOf(done)];
  const [first] = tags;
  const repository = repositoryNamedBy(requestTarget(request));
  if (repository === undefined) return undefined;
  if (request.action === 'tag')
    return { reference: first ?? request.ref, sentence: tagSentence(tags, request.tags) };
  const reference =
    request.action === 'import'
      ? repository
      : (first ?? namedBy(request, plan.root, made.at(-1), repository));
  const sentence =
    made.length === 0
      ? `${reference} was already complete.`
      : `${countedNoun(made.length, 'artifact')} ${madeWords[request.action]} ${reference}.`;
  const compare = request.action === 'copy' ? comparePath(request.from, reference) : undefined;
  return { reference, sentence, ...(compare === undefined ? {} : { compare }) };
}

const madeWords = {
  copy: 'copied to',
  move: 'moved to',
  import: 'imported into',
  attach: 'pushed to',
} as const;

/** What a deletion has deleted so far: "47 artifacts deleted from acme/app."; undefined for other changes, and for nothing. */
export function deletedSentence(record: PlanRecordDocument): string | undefined {
  const from = deletedFrom(record);
  if (from === undefined) return undefined;
  const done = doneSteps(record);
  const counts = [
    [artifactsOf(done).size, 'artifact', 'deleted'],
    [done.filter(isUntag).length, 'tag', 'removed'],
  ] as const;
  const parts = counts.flatMap(([count, noun, verb]) =>
    count === 0 ? [] : [`${countedNoun(count, noun)} ${verb}`],
  );
  return parts.length === 0 ? undefined : `${parts.join(' and ')} from ${from.slice(from.indexOf('/') + 1)}.`;
}

/** The repository that a deletion was about, whose tags are what is left; undefined for other changes. */
export function deletedFrom({ plan: { request } }: PlanRecordDocument): string | undefined {
  return request.action === 'delete' ? repositoryNamedBy(request.ref) : undefined;
}

/** The steps that a run did, without those that it skipped. */
export function doneSteps({ plan, steps }: PlanRecordDocument): readonly PlanStep[] {
  return plan.steps.filter(({ id }) => steps[id]?.state === 'done');
}

/** Whether a step belongs to the second half of a move, which deletes at the source. */
export function isAtSource(id: string): boolean {
  return id.startsWith('source-');
}

/** What a request names as its target. */
export function requestTarget(request: PlanRequestDocument): string {
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
  const home = repositoryNamedBy(from);
  return home === undefined ? undefined : `${textPath(home)}?compare=${encodeURIComponent(`${from}..${to}`)}`;
}

/** `host/name` of a reference or a repository; undefined for other texts. */
export function repositoryNamedBy(text: string): string | undefined {
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
  const named = requestTarget(request);
  const location = parseAddress(named);
  if (request.action !== 'attach' && location.screen === 'artifact')
    return formatReference(location.reference);
  const digest = request.action === 'attach' ? (last ?? root) : (root ?? last);
  return digest === undefined ? repository : `${repository}@${digest}`;
}

function tagSentence(set: readonly string[], asked: readonly string[]): string {
  if (set.length === 0) return `${asked.join(', ')} already pointed there.`;
  const names = set.map((target) => splitTag(target)[1]);
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} set.`;
}

/** The repository and the tag of `host/name:tag`. */
export function splitTag(target: string): readonly [name: string, tag: string] {
  const colon = target.lastIndexOf(':');
  return [target.slice(0, colon), target.slice(colon + 1)];
}
