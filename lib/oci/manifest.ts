import type { Annotations, Descriptor, Subject, UnreadableEntries } from './descriptor.ts';
import {
  isDescriptor,
  parseAnnotations,
  parseDescriptor,
  parseDescriptors,
  parseSubject,
} from './descriptor.ts';
import { ociLimits } from './limits.ts';
import {
  bareMediaType,
  isImageConfigMediaType,
  isIndexMediaType,
  isManifestMediaType,
  isSchema1MediaType,
  mediaTypes,
} from './media-type.ts';
import { OciError } from './oci-error.ts';
import { isJsonObject, parseJson } from './parse-json.ts';

type Common = {
  readonly mediaType: string;
  /** The type the manifest gives itself; {@link artifactTypeOf} gives the effective one. */
  readonly artifactType?: string;
  readonly subject?: Subject;
  readonly annotations?: Annotations;
  /** Descriptors in fields that the specifications do not know: they may be content that only its maker understands. */
  readonly others?: readonly Descriptor[];
};

/** An image manifest, or one of the two artifact manifests of before 1.1, whose blobs are its layers. */
export type ImageManifest = Common & {
  readonly shape: 'manifest';
  readonly config?: Descriptor;
  readonly layers: readonly Descriptor[];
};

/** An image index or a Docker manifest list. */
export type IndexManifest = Common & {
  readonly shape: 'index';
  readonly manifests: readonly Descriptor[];
  /** Entries that are no descriptors: they are part of the bytes, and nobody can say what they name. */
  readonly unreadable?: UnreadableEntries;
};

/** Docker schema 1: shown, never followed; its layers have no sizes. */
type LegacyManifest = Common & { readonly shape: 'legacy' };

export type Manifest = ImageManifest | IndexManifest | LegacyManifest;

/**
 * A manifest from its bytes (https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md,
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md). `contentType` is the registry's.
 *
 * @throws OciError `manifest-ambiguous` when the body names another type, or could be read as both an index and an image
 *   (CVE-2021-41190); `manifest-invalid`, `descriptor-invalid`, `json-invalid` or `json-too-deep` when it breaks the
 *   specification
 */
export function parseManifest(bytes: Uint8Array, contentType: string): Manifest {
  const value = parseJson(bytes);
  if (!isJsonObject(value)) throw new OciError('manifest-invalid', 'The manifest is not a JSON object.');
  const mediaType = agreedMediaType(value, bareMediaType(contentType));
  if ('manifests' in value && ('config' in value || 'layers' in value)) {
    throw new OciError('manifest-ambiguous', 'The manifest is an index and an image at the same time.');
  }
  const common = parseCommon(value, mediaType);
  if (isIndexMediaType(mediaType))
    return {
      ...common,
      ...parseOthers(value, ['manifests']),
      shape: 'index',
      ...entriesOf(value.manifests),
    };
  if (isSchema1MediaType(mediaType)) return { ...common, shape: 'legacy' };
  const content = (value.layers ?? undefined) === undefined ? 'blobs' : 'layers';
  const read = {
    ...common,
    ...parseOthers(value, ['config', content]),
    layers: listOf(value[content]).map(parseDescriptor),
  };
  return isJsonObject(value.config)
    ? { ...read, shape: 'manifest', config: parseDescriptor(value.config) }
    : { ...read, shape: 'manifest' };
}

/** Bytes of config and layers together; undefined for an index, and for Docker schema 1, whose layers have no sizes. */
export function contentSizeOf(manifest: Manifest): number | undefined {
  if (manifest.shape !== 'manifest') return undefined;
  return manifest.layers.reduce((sum, { size }) => sum + size, manifest.config?.size ?? 0);
}

/**
 * The effective artifact type: the manifest's own, else its config's media type unless that is an image's or the
 * empty one (https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidelines-for-artifact-usage). Undefined for plain images and indexes.
 */
export function artifactTypeOf(manifest: Manifest): string | undefined {
  if (manifest.artifactType !== undefined) return manifest.artifactType;
  if (manifest.shape !== 'manifest' || manifest.config === undefined) return undefined;
  const type = manifest.config.mediaType;
  return isImageConfigMediaType(type) || type === mediaTypes.empty ? undefined : type;
}

function agreedMediaType(value: Readonly<Record<string, unknown>>, header: string): string {
  const body = value.mediaType;
  if (typeof body === 'string' && isManifestMediaType(header) && bareMediaType(body) !== header) {
    throw new OciError(
      'manifest-ambiguous',
      `The registry calls this ${header}, the manifest itself ${body.slice(0, 120)}.`,
    );
  }
  if (isManifestMediaType(header)) return header;
  if (typeof body === 'string' && isManifestMediaType(bareMediaType(body))) return bareMediaType(body);
  throw new OciError('manifest-invalid', `"${header.slice(0, 120)}" is not the type of a manifest.`);
}

function parseCommon(value: Readonly<Record<string, unknown>>, mediaType: string): Common {
  const annotations = parseAnnotations(value.annotations);
  const subject = parseSubject(value.subject);
  const artifactType = value.artifactType;
  return {
    mediaType,
    ...(typeof artifactType === 'string' && artifactType !== '' ? { artifactType } : {}),
    ...(subject === undefined ? {} : { subject }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

const commonFields: readonly string[] = ['mediaType', 'artifactType', 'subject', 'annotations'];

/** Descriptors in all fields but those that are read. */
function parseOthers(
  value: Readonly<Record<string, unknown>>,
  read: readonly string[],
): { readonly others?: readonly Descriptor[] } {
  const unread = Object.entries(value).filter(([key]) => !commonFields.includes(key) && !read.includes(key));
  const others = unread.flatMap(([, field]) => descriptorsIn(field, ociLimits.unknownFieldMaxDepth));
  return others.length === 0 ? {} : { others };
}

function descriptorsIn(value: unknown, depth: number): readonly Descriptor[] {
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  if (isDescriptor(value)) return [parseDescriptor(value)];
  return Object.values(value).flatMap((inner) => descriptorsIn(inner, depth - 1));
}

// One broken entry must not hide the platforms beside it (cosign and others have written such lists).
function entriesOf(value: unknown): Pick<IndexManifest, 'manifests' | 'unreadable'> {
  const { descriptors, unreadable } = parseDescriptors(listOf(value));
  return { manifests: descriptors, ...(unreadable === undefined ? {} : { unreadable }) };
}

// Registries answer `null` and leave the list out where it is empty (distribution 2.8, old Harbor).
function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new OciError('manifest-invalid', 'The manifest has no list where one belongs.');
}
