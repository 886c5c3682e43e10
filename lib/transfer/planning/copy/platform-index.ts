import { buildKitSubject } from '#lib/formats/declared/meaning';
import { isDescriptor, parseDescriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { isPlatform, isUnknownPlatform, parsePlatform, readPlatform } from '#lib/oci/platform';

/** An index with some entries of another. */
export type NarrowedIndex = {
  /** It has another digest: what was signed is not this index. */
  readonly text: string;
  readonly entries: readonly Digest[];
  /** Platforms that were named and that no entry is for. */
  readonly unmatched: readonly string[];
  /** Whether anything was taken out. */
  readonly isNarrower: boolean;
};

/**
 * The entries of an index that these platforms take, each as it was written: their manifests, and BuildKit's
 * attestations about these. A manifest that is listed for several platforms stays for those that are meant. Everything
 * else of the index stays as it is.
 */
export function narrowIndex(index: Uint8Array, platforms: readonly string[]): NarrowedIndex {
  const document = parseJson(index);
  const fields = isJsonObject(document) ? document : {};
  const all: readonly unknown[] = Array.isArray(fields.manifests) ? fields.manifests : [];
  const meant = new Set(all.filter((entry) => platforms.some((text) => isFor(entry, text))));
  const digests = new Set<unknown>([...meant].map(digestOf));
  const kept = all.filter((entry) => meant.has(entry) || digests.has(attestedBy(entry)));
  return {
    text: JSON.stringify({ ...fields, manifests: kept }),
    entries: [...new Set(kept.flatMap((entry) => digestOf(entry) ?? []))],
    unmatched: platforms.filter((text) => !all.some((entry) => isFor(entry, text))),
    isNarrower: kept.length < all.length,
  };
}

function isFor(entry: unknown, text: string): boolean {
  const wanted = readPlatform(text);
  const offered = isJsonObject(entry) ? parsePlatform(entry.platform) : undefined;
  if (wanted === undefined || offered === undefined || isUnknownPlatform(offered)) return false;
  return isPlatform(wanted, offered);
}

function digestOf(entry: unknown): Digest | undefined {
  const digest = isJsonObject(entry) ? entry.digest : undefined;
  return typeof digest === 'string' && isDigest(digest) ? digest : undefined;
}

function attestedBy(entry: unknown): string | undefined {
  return isDescriptor(entry) ? buildKitSubject(parseDescriptor(entry)) : undefined;
}
