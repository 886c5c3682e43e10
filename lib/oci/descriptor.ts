import type { Digest } from './digest.ts';
import { isDigest } from './digest.ts';
import { OciError } from './oci-error.ts';
import { isJsonObject } from './parse-json.ts';
import type { Platform } from './platform.ts';
import { parsePlatform } from './platform.ts';

/** Keys and values as they were written; its prototype is null, so that no key can reach one. */
export type Annotations = Readonly<Record<string, string>>;

/** What points to content: type, digest and size in bytes (https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md). */
export type Descriptor = {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Annotations;
  readonly platform?: Platform;
  readonly urls?: readonly string[];
  /** The content itself, base64; to be believed only when it has the digest. */
  readonly data?: string;
};

/**
 * A descriptor from JSON (https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#properties).
 *
 * @throws OciError `descriptor-invalid` unless mediaType, digest and size are there and well formed
 */
export function parseDescriptor(value: unknown): Descriptor {
  if (!isJsonObject(value)) throw invalid('A descriptor is not an object.');
  const { mediaType, digest, size, artifactType, data } = value;
  if (typeof mediaType !== 'string') throw invalid('A descriptor has no mediaType.');
  if (typeof digest !== 'string' || !isDigest(digest)) throw invalid('A descriptor has no valid digest.');
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw invalid('A descriptor has no valid size.');
  const annotations = parseAnnotations(value.annotations);
  const platform = parsePlatform(value.platform);
  const urls = Array.isArray(value.urls) ? value.urls.filter((url) => typeof url === 'string') : [];
  return {
    mediaType,
    digest,
    size,
    ...(typeof artifactType === 'string' && artifactType !== '' ? { artifactType } : {}),
    ...(annotations === undefined ? {} : { annotations }),
    ...(platform === undefined ? {} : { platform }),
    ...(urls.length === 0 ? {} : { urls }),
    ...(typeof data === 'string' ? { data } : {}),
  };
}

/** Whether {@link parseDescriptor} would give a descriptor. */
export function isDescriptor(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { mediaType, digest, size } = value;
  const isTyped = typeof mediaType === 'string' && typeof digest === 'string' && isDigest(digest);
  return isTyped && typeof size === 'number' && Number.isSafeInteger(size) && size >= 0;
}

/**
 * What a manifest says it is about. The link needs nothing but the digest (https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#image-manifest-property-descriptions): type
 * and size are often left out, and the subject's own bytes tell them.
 */
export type Subject = Omit<Descriptor, 'size'> & { readonly size?: number };

/** The subject of a manifest from JSON; undefined when it has no valid digest, and so leads nowhere. */
export function parseSubject(value: unknown): Subject | undefined {
  if (!isJsonObject(value) || typeof value.digest !== 'string' || !isDigest(value.digest)) return undefined;
  const mediaType = typeof value.mediaType === 'string' ? value.mediaType : '';
  const isSize = typeof value.size === 'number' && Number.isSafeInteger(value.size) && value.size >= 0;
  const { size, ...subject } = parseDescriptor({ ...value, mediaType, size: isSize ? value.size : 0 });
  return isSize ? { ...subject, size } : subject;
}

/** A list of descriptors of which some may be broken; `reason` says what is wrong with the first of those. */
export type DescriptorList = {
  readonly descriptors: readonly Descriptor[];
  readonly unreadable?: UnreadableEntries;
};

/** Entries of a list that are no descriptors. What they stand for is unknown, so a list with some proves no absence. */
export type UnreadableEntries = { readonly count: number; readonly reason: string };

/**
 * Every entry that is a descriptor; the others are counted, and hide none.
 *
 * @throws what is not an OciError, which is a fault of ours; no entry makes it throw
 */
export function parseDescriptors(entries: readonly unknown[]): DescriptorList {
  const descriptors: Descriptor[] = [];
  const failures: OciError[] = [];
  for (const entry of entries) {
    try {
      descriptors.push(parseDescriptor(entry));
    } catch (error) {
      if (!(error instanceof OciError)) throw error;
      failures.push(error);
    }
  }
  const [first] = failures;
  return first === undefined
    ? { descriptors }
    : { descriptors, unreadable: { count: failures.length, reason: first.message } };
}

/** `1 entry cannot be read: A descriptor has no mediaType.` */
export function formatUnreadable({ count, reason }: UnreadableEntries): string {
  return `${count} ${count === 1 ? 'entry' : 'entries'} cannot be read: ${reason}`;
}

/** The string values of an annotation map, on a null prototype; undefined when there are none. */
export function parseAnnotations(value: unknown): Annotations | undefined {
  if (!isJsonObject(value)) return undefined;
  const annotations: Record<string, string> = Object.create(null);
  for (const [key, text] of Object.entries(value)) {
    if (typeof text === 'string') annotations[key] = text;
  }
  return Object.keys(annotations).length === 0 ? undefined : annotations;
}

function invalid(message: string): OciError {
  return new OciError('descriptor-invalid', message);
}
