import type { ChangeTarget } from '#components/changes/request/change-target.ts';
import { isInLayout } from '#components/changes/request/change-target.ts';
import { readTarget } from '#components/changes/request/read-field.ts';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import { countFacet } from '#lib/graph/filter/matching-nodes';
import { noFilter } from '#lib/graph/filter/node-filter';
import type { GraphState } from '#lib/graph/graph-state';
import type { Reference } from '#lib/oci/reference';
import { formatReference, isHostText } from '#lib/oci/reference';
import { platformsOf } from './subject-options.ts';

/** What was chosen in the form: where it goes, and how much of it. */
export type CopyFormState = {
  readonly isMove: boolean;
  readonly to: string;
  readonly referrers: 'all' | 'none' | 'some';
  readonly excludedTypes: readonly string[];
  readonly excludedPlatforms: readonly string[];
};

/** What the graph offers to choose from. */
type CopyOptions = { readonly artifactTypes: readonly string[]; readonly platforms: readonly string[] };

export const firstCopyForm: CopyFormState = {
  isMove: false,
  to: '',
  referrers: 'all',
  excludedTypes: [],
  excludedPlatforms: [],
};

/** The form for what somebody wrote, `move to localhost:5000/mirror/app`; the first one where nothing was written. */
export function askedCopyForm({ asked = '', reference }: ChangeTarget): CopyFormState {
  const goal = /\sto\s+(\S+)\s*$/i.exec(asked)?.[1];
  const isMove = /^\s*(?:move|mv|rename)\b/i.test(asked) && !isInLayout(reference);
  return { ...firstCopyForm, isMove, to: goal === undefined ? '' : targetNamed(goal, reference) };
}

/** A target as it is written at a place: a registry alone takes the same repository, a name alone the same registry. */
function targetNamed(goal: string, { registry, repository }: Reference): string {
  const slash = goal.indexOf('/');
  if (slash > 0 && isHostText(goal.slice(0, slash))) return goal;
  // `app:1.2` is a repository with a tag, and no host with a port.
  if (/^(?:localhost|[^\s/:@]+\.[^\s/:@]+)(?::\d+)?$/.test(goal)) return `${goal}/${repository}`;
  return isInLayout({ registry }) ? goal : `${registry}/${goal}`;
}

/** The artifactTypes and platforms that the graph of the target knows; none without a graph. */
export function copyOptions(target: ChangeTarget): CopyOptions {
  const platforms = [...new Set(platformsOf(target).map(({ platform }) => platform))];
  return { artifactTypes: target.state === undefined ? [] : referrerTypes(target.state), platforms };
}

/** The request for a form; undefined while the target is missing or wrong, or no platform is chosen. */
export function copyRequest(target: ChangeTarget, form: CopyFormState): PlanRequestDocument | undefined {
  const { artifactTypes, platforms } = copyOptions(target);
  const to = readTarget(form.to);
  const chosen = platforms.filter((platform) => !form.excludedPlatforms.includes(platform));
  if (to.state !== 'good' || (platforms.length > 0 && chosen.length === 0)) return undefined;
  return {
    action: form.isMove ? 'move' : 'copy',
    from: formatReference(target.reference),
    to: to.text,
    referrers:
      form.referrers === 'some'
        ? artifactTypes.filter((type) => !form.excludedTypes.includes(type))
        : form.referrers,
    ...(form.excludedPlatforms.length === 0 ? {} : { platforms: chosen }),
  };
}

/** The artifactTypes of what refers to something in this graph. */
function referrerTypes(state: GraphState): readonly string[] {
  const referring = new Set(
    [...state.edges.values()].flatMap(({ from, relation }) => (relation === 'subject' ? [from] : [])),
  );
  const nodes = new Map([...state.nodes].filter(([digest]) => referring.has(digest)));
  return countFacet({ nodes }, 'artifactTypes', noFilter).map(({ value }) => value);
}
