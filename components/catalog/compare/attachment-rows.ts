import { differences } from '#lib/formats/compare/compare-images';
import type { FactDifference } from '#lib/formats/compare/comparison';
import { checkOf } from '#lib/graph/check';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';

/** What is attached to two artifacts, by kind: the titles on each side where they are not the same. */
export function attachmentRows(left: GraphState, right: GraphState): readonly FactDifference[] {
  return differences(titlesOf(left), titlesOf(right));
}

/** How many artifacts are attached to the one in the middle, or to what it holds. */
export function countAttached(state: GraphState): number {
  return attachedOf(state).length;
}

function titlesOf(state: GraphState): ReadonlyMap<string, string> {
  const byKind = Map.groupBy(attachedOf(state), ({ kind }) => kind);
  return new Map(
    [...byKind].map(([kind, nodes]) => {
      const titles = [...Map.groupBy(nodes, titleOf)].map(([title, { length }]) =>
        length === 1 ? title : `${title} (${length})`,
      );
      return [kind, titles.toSorted().join(', ')];
    }),
  );
}

function titleOf(node: GraphNode): string {
  const check = checkOf(node);
  return check === undefined ? node.title : `${node.title} · ${check.text}`;
}

function attachedOf(state: GraphState): readonly GraphNode[] {
  const edges = [...state.edges.values()];
  const held = edges.filter(({ from, relation }) => from === state.root && relation === 'child');
  const subjects = new Set([state.root, ...held.map(({ to }) => to)]);
  const found = edges
    .filter(({ to, relation }) => (relation === 'subject' || relation === 'about') && subjects.has(to))
    .map(({ from }) => from);
  return [...new Set(found)].flatMap((digest) => state.nodes.get(digest) ?? []);
}
