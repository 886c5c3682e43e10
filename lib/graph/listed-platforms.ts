import type { GraphNode } from '#lib/graph/model';

/** The platforms that an image is listed for; none where no index lists it. */
export function listedPlatforms({
  platform,
  platforms,
}: Pick<GraphNode, 'platform' | 'platforms'>): readonly string[] {
  return platforms ?? (platform === undefined ? [] : [platform]);
}
