import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { transferLimits } from '#lib/transfer/limits';
import type { Survey } from '#lib/transfer/survey/survey';

const { listedNamesMax: namesMax } = transferLimits;

/** `1.0, 1.1 and latest`; the last ones as a number where there are many. */
export function enumerate(names: readonly string[]): string {
  if (names.length > namesMax)
    return `${names.slice(0, namesMax).join(', ')} and ${names.length - namesMax} more`;
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** `1 artifact`, `3 artifacts`. */
export function countNoun(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}

/** What a person calls a manifest: its title and the beginning of its digest. */
export function nameOf({ manifests }: Survey, digest: Digest): string {
  const manifest = manifests.get(digest);
  if (manifest === undefined) return formatShortDigest(digest);
  return `${manifest.platform ?? manifest.title} (${formatShortDigest(digest)})`;
}

/** What a person calls an index outside the graph: its tags, or the beginning of its digest. */
export function indexName(digest: Digest, tags: readonly string[]): string {
  return tags.length === 0 ? formatShortDigest(digest) : enumerate(tags);
}

/** The reference that was asked for, without its registry: what is typed to confirm. */
export function confirmText({ at, root, tag }: Survey): string {
  return tag === undefined ? formatShortDigest(root) : `${at.repository}:${tag}`;
}
