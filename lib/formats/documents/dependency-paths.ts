import { formatLimits } from '#lib/formats/limits';
import type { RelationshipRow } from './rows.ts';

/** From what is described down to what it needs. */
const down: ReadonlySet<string> = new Set([
  'dependsOn',
  'contains',
  'describes',
  'hasDependencyManifest',
  'hasDynamicLink',
  'hasStaticLink',
  'dynamicLink',
  'staticLink',
  'hasOptionalComponent',
  'hasOptionalDependency',
  'hasProvidedDependency',
  'hasPrerequisite',
  'provides',
  'ownershipByFileOverlap',
]);
/** The same, told by what is needed. */
const up: ReadonlySet<string> = new Set([
  'dependencyOf',
  'containedBy',
  'describedBy',
  'runtimeDependencyOf',
  'buildDependencyOf',
  'devDependencyOf',
  'optionalDependencyOf',
  'providedDependencyOf',
  'testDependencyOf',
  'optionalComponentOf',
  'packageOf',
]);

/**
 * The shortest paths from what a document describes to one of its packages, as ids from `root` to `target`: why it is
 * there. Empty when no relationship leads to it; at most as many as anybody reads.
 */
export function dependencyPaths(
  relationships: Iterable<RelationshipRow>,
  root: string,
  target: string,
): readonly (readonly string[])[] {
  const parents = parentsById(relationships);
  // From the target upward: a package has few parents, and a root may have a hundred thousand descendants.
  const distance = new Map([[target, 0]]);
  const waiting = [target];
  for (let at = 0; at < waiting.length && !distance.has(root); at++) {
    const here = waiting[at] ?? '';
    for (const parent of parents.get(here) ?? []) {
      if (distance.has(parent)) continue;
      distance.set(parent, (distance.get(here) ?? 0) + 1);
      waiting.push(parent);
    }
  }
  return distance.has(root) ? walkDown(root, target, distance, parents) : [];
}

type Parents = ReadonlyMap<string, ReadonlySet<string>>;

function parentsById(relationships: Iterable<RelationshipRow>): Parents {
  const parents = new Map<string, Set<string>>();
  const add = (parent: string, child: string) => {
    const known = parents.get(child);
    if (known === undefined) parents.set(child, new Set([parent]));
    else known.add(parent);
  };
  for (const { from, to, type } of relationships) {
    if (down.has(type)) add(from, to);
    else if (up.has(type)) add(to, from);
  }
  return parents;
}

function walkDown(
  root: string,
  target: string,
  distance: ReadonlyMap<string, number>,
  parents: Parents,
): readonly (readonly string[])[] {
  const children = new Map<string, string[]>();
  for (const [child, above] of distance) {
    for (const parent of parents.get(child) ?? []) {
      if (distance.get(parent) !== above + 1) continue;
      const known = children.get(parent);
      if (known === undefined) children.set(parent, [child]);
      else known.push(child);
    }
  }
  let paths: readonly (readonly string[])[] = [[root]];
  for (let left = distance.get(root) ?? 0; left > 0; left--)
    paths = paths
      .flatMap((path) => (children.get(path.at(-1) ?? '') ?? []).map((child) => [...path, child]))
      .slice(0, formatLimits.dependencyPathsMax);
  return paths.filter((path) => path.at(-1) === target);
}
