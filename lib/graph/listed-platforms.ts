import type { GraphNode } from '#lib/graph/model';

/** The platforms that an image is listed for; none where no index lists it. */
export function listedPlatforms({
  platform,
  platforms,
}: Pick<GraphNode, 'platform' | 'platforms'>): readonly string[] {
  return platforms ?? (platform === undefined ? [] : [platform]);
}

/** The platform that most people pull. */
const commonPlatform = 'linux/amd64';

/** Of what an index holds for machines to run, the one that somebody most likely pulls; undefined where it holds none. */
export function mostPulled<Held extends { readonly platform?: string }>(
  held: readonly Held[],
): Held | undefined {
  return held.find(({ platform }) => platform === commonPlatform) ?? held[0];
}
