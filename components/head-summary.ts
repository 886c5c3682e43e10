import type { GraphState } from '#lib/graph/graph-state';
import { listedPlatforms, mostPulled } from '#lib/graph/listed-platforms';
import type { GraphNode } from '#lib/graph/model';
import { formatAge, formatBytes } from '#lib/text/format';

/** What stands under the title: what it is, how large a platform of it is, its age, its other tags. `now` in milliseconds since 1970. */
export function headSummary(state: GraphState, tag: string | undefined, now: number): string {
  const root = state.root === undefined ? undefined : state.nodes.get(state.root);
  if (root === undefined) return '';
  const platforms = platformsIn(state);
  const age = root.created === undefined ? undefined : formatAge(root.created, now);
  const others = root.tags.filter((other) => other !== tag);
  return [
    root.kind === 'index' || root.kind === 'image' ? undefined : root.title,
    platforms.length === 0
      ? root.platform
      : `${platforms.length} ${platforms.length === 1 ? 'platform' : 'platforms'}`,
    sizeText(root, platforms),
    age,
    others.length === 0 ? undefined : `also ${others.join(' ')}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

type Held = { readonly platform: string; readonly size: number | undefined };

/** What the index holds for machines to run: an attestation of BuildKit has the platform `unknown/unknown`. */
function platformsIn({ root, nodes, edges }: GraphState): readonly Held[] {
  return [...edges.values()]
    .filter(({ from, relation }) => from === root && relation === 'child')
    .flatMap(({ to }) => nodes.get(to) ?? [])
    .flatMap((node) => listedPlatforms(node).map((platform) => ({ platform, size: node.contentSize })))
    .filter(({ platform }) => platform !== 'unknown/unknown');
}

/** The size of what somebody pulls: of an image its own, of an index that of one platform. */
function sizeText(root: GraphNode, platforms: readonly Held[]): string | undefined {
  if (root.contentSize !== undefined && platforms.length === 0) return formatBytes(root.contentSize);
  const shown = mostPulled(platforms.filter(({ size }) => size !== undefined));
  return shown?.size === undefined ? undefined : `${formatBytes(shown.size)} on ${shown.platform}`;
}
