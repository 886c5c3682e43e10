import { buildKitSubject } from '#lib/formats/declared/meaning';
import { isDescriptor, parseDescriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { isPlatform, isUnknownPlatform, parsePlatform, readPlatform } from '#lib/oci/platform';

/** An index with some of the entries of another index. */
export type NarrowedIndex = {
  /** Its JSON. The digest differs, so signatures of the other index do not apply. */
  readonly text: string;
  readonly entries: readonly Digest[];
  /** Chosen platforms without an entry. */
  readonly unmatched: readonly string[];
  /** Whether it has fewer entries. */
  readonly isNarrower: boolean;
};

/**
 * Reduces an index to some platforms: their manifests and BuildKit's attestations about these, each entry as it was
 * written. A manifest that is listed for several platforms stays for the chosen ones. All other fields stay:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md
 *
 * @throws OciError `json-invalid` for bytes that are no JSON
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
