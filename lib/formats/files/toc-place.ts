import type { Annotations } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';

/** Where in a blob its index stands, in which form, and the digest that the manifest gives it. */
export type TocPlace = {
  readonly form: 'estargz' | 'zstd-chunked';
  readonly start: number;
  /** The first byte behind it. */
  readonly end: number;
  /** Of the JSON for eStargz, of the compressed bytes for zstd:chunked; undefined when the manifest does not say. */
  readonly digest: Digest | undefined;
};

const estargzFooters = [51, 47];
const zstdMagic = 'GNUlInUx';

/**
 * Where the footer of a layer says that its index is: `tail` is the last `tocFooterBytes` of a blob of `size`
 * bytes. eStargz: https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md#footer. Undefined for a layer
 * without one.
 */
export function tocPlaceOf(
  tail: Uint8Array,
  size: number,
  annotations: Annotations | undefined,
): TocPlace | undefined {
  return estargzPlace(tail, size, annotations) ?? zstdPlace(tail, size, annotations);
}

function estargzPlace(
  tail: Uint8Array,
  size: number,
  annotations: Annotations | undefined,
): TocPlace | undefined {
  for (const length of estargzFooters) {
    const footer = tail.subarray(tail.length - length);
    if (footer[0] !== 0x1f || footer[1] !== 0x8b || footer[3] !== 4) continue;
    // An empty member of gzip, whose extra field holds the offset in hexadecimal digits.
    const start = /([0-9a-f]{16})STARGZ/.exec(String.fromCharCode(...footer))?.[1];
    const place = Number.parseInt(start ?? '', 16);
    const end = size - length;
    if (place >= 0 && place < end)
      return { form: 'estargz', start: place, end, digest: estargzDigest(annotations) };
  }
  return undefined;
}

/**
 * zstd:chunked says it in annotations, and again in a frame to be skipped at the end of the blob: offset, length and
 * unpacked length of the index, little-endian, and its magic last.
 */
function zstdPlace(
  tail: Uint8Array,
  size: number,
  annotations: Annotations | undefined,
): TocPlace | undefined {
  const position =
    annotations?.['io.github.containers.zstd-chunked.manifest-position'] ??
    annotations?.['io.containers.zstd-chunked.manifest-position'];
  const numbers = /^(\d{1,15}):(\d{1,15}):(\d{1,15}):1$/
    .exec(position ?? '')
    ?.slice(1)
    .map(Number);
  const [start, length] = numbers ?? footerNumbers(tail) ?? [];
  if (start === undefined || length === undefined) return undefined;
  if (length === 0 || start + length > size) return undefined;
  return { form: 'zstd-chunked', start, end: start + length, digest: zstdDigest(annotations) };
}

function footerNumbers(tail: Uint8Array): readonly number[] | undefined {
  if (String.fromCharCode(...tail.subarray(-8)) !== zstdMagic) return undefined;
  // Eight numbers, or five before the layout of the tar archive was added; the magic is the last of them.
  for (const count of [8, 5]) {
    const frame = tail.length - 8 * count - 8;
    if (frame < 0 || tail[frame + 1] !== 0x2a || tail[frame + 2] !== 0x4d || tail[frame + 3] !== 0x18)
      continue;
    const view = new DataView(tail.buffer, tail.byteOffset + frame + 8, 8 * count);
    const numbers = [0, 8, 16].map((at) => Number(view.getBigUint64(at, true)));
    if (view.getBigUint64(24, true) === 1n && numbers.every(Number.isSafeInteger)) return numbers;
  }
  return undefined;
}

/** The digest that a manifest gives the index of a layer, by the annotations of that; undefined when it gives none. */
export function tocDigestOf(annotations: Annotations | undefined): Digest | undefined {
  return estargzDigest(annotations) ?? zstdDigest(annotations);
}

function estargzDigest(annotations: Annotations | undefined): Digest | undefined {
  return digestOf(annotations?.['containerd.io/snapshot/stargz/toc.digest']);
}

function zstdDigest(annotations: Annotations | undefined): Digest | undefined {
  return digestOf(
    annotations?.['io.github.containers.zstd-chunked.manifest-checksum'] ??
      annotations?.['io.containers.zstd-chunked.manifest-checksum'],
  );
}

function digestOf(text: string | undefined): Digest | undefined {
  return text !== undefined && isDigest(text) && text.startsWith('sha256:') ? text : undefined;
}
