import { nodeOfManifest } from '#lib/discovery/node-of';
import type { TagList } from '#lib/discovery/sources/tag-list';
import { findHolders } from '#lib/discovery/upward/find-holders';
import { likelyTags } from '#lib/discovery/upward/likely-tags';
import type { ResolvedTags } from '#lib/discovery/upward/resolve-tags';
import { resolveTags } from '#lib/discovery/upward/resolve-tags';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Digest } from '#lib/oci/digest';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

/**
 * Where the root belongs: the tags that point to it and the indexes of this repository that hold it. No registry has a
 * question for either: every tag is resolved, the likely ones first, and every index among them read, within bounds.
 */
export async function lookUpward(
  context: WalkContext,
  root: FetchedManifest,
  asked: string | undefined,
): Promise<void> {
  const { memory, repository } = context.home;
  const { digest, mediaType } = root;
  if (asked !== undefined) memory.tagTargets.set(`${repository}:${asked}`, { digest, mediaType });
  const list = await context.tagList(context.home);
  if (context.isEnding()) return sayNotAsked(context, digest, list);
  const likely = likelyTags(list.ordinary, asked ?? '');
  const resolved = await resolveTags(context, chooseTags(context, likely), asked);
  if (context.isHalted()) return;
  const gap = gapOf(context, list, resolved, likely.length);
  sayTags(context, root, resolved, gap);
  await findHolders(context, root, resolved, gap);
}

/** So many more than are known already: whoever asks again goes on where the last walk stopped. */
function chooseTags({ home, limits, isFresh }: WalkContext, likely: readonly string[]): readonly string[] {
  if (isFresh) return likely.slice(0, limits.upwardTagsMax);
  const isKnown = (tag: string) => home.memory.tagTargets.has(`${home.repository}:${tag}`);
  const unknown = likely.filter((tag) => !isKnown(tag)).slice(0, limits.upwardTagsMax);
  return [...likely.filter(isKnown), ...unknown];
}

/** The walk ends before this was asked; why the tags are not known is said all the same. */
function sayNotAsked(context: WalkContext, about: Digest, { gap }: TagList): void {
  if (gap === undefined) return;
  for (const question of ['tags', 'indexes'] as const)
    context.sayUnknown({ about, question, source: 'manifest' }, gap);
}

/** Why not every tag is known; undefined when every one is. */
function gapOf(
  context: WalkContext,
  list: TagList,
  { resolved, doubt }: ResolvedTags,
  tags: number,
): unknown {
  if (list.gap !== undefined) return list.gap;
  if (doubt !== undefined) return doubt;
  const { registry } = context.home.client;
  return resolved < tags
    ? new RegistryError('too-large', registry, `${resolved} of ${tags} tags were looked at.`)
    : undefined;
}

function sayTags(context: WalkContext, root: FetchedManifest, { targets }: ResolvedTags, gap: unknown): void {
  const about = root.digest;
  const tags = [...targets].filter(([, { digest }]) => digest === about).map(([tag]) => tag);
  if (tags.length > 0) context.sayNode(nodeOfManifest(root, undefined, tags));
  const question = { about, question: 'tags', source: 'manifest' } as const;
  if (gap !== undefined) context.sayUnknown(question, gap);
  else if (tags.length === 0) context.sayAnswer({ ...question, state: 'none' });
  else context.sayAnswer({ ...question, state: 'found', count: tags.length });
}
