import { buildKitSubject } from '#lib/formats/meaning';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { formatPlatform, isUnknownPlatform } from '#lib/oci/platform';

/** The entries of an index that some platforms take: their manifests, and BuildKit's attestations about these. */
export function entriesOfPlatforms(
  entries: readonly Descriptor[],
  platforms: readonly string[],
): ReadonlySet<Digest> {
  const wanted = new Set<Digest>();
  for (const { digest, platform } of entries) {
    if (platform === undefined || isUnknownPlatform(platform)) continue;
    if (platforms.includes(formatPlatform(platform))) wanted.add(digest);
  }
  const chosen: ReadonlySet<string> = new Set(wanted);
  for (const entry of entries) if (chosen.has(buildKitSubject(entry) ?? '')) wanted.add(entry.digest);
  return wanted;
}

/**
 * The text of a new index with some entries of another, each as it was written; everything else of it stays. It has
 * another digest: what was signed is not this index.
 */
export function narrowIndex(index: Uint8Array, wanted: ReadonlySet<Digest>): string {
  const document = parseJson(index);
  if (!isJsonObject(document) || !Array.isArray(document.manifests)) return new TextDecoder().decode(index);
  const kept: ReadonlySet<unknown> = wanted;
  const manifests = document.manifests.filter((entry) => isJsonObject(entry) && kept.has(entry.digest));
  return JSON.stringify({ ...document, manifests });
}
