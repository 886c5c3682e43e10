import type { Descriptor } from '#lib/oci/descriptor';
import { digestParts } from '#lib/oci/digest';

/** Larger texts are shown in parts; a part cannot be verified alone. */
export const maxWholeBytes = 1024 * 1024;

/** Larger pictures are not shown. */
export const maxImageBytes = 8 * 1024 * 1024;

/** How the bytes of a blob are shown. */
export type BlobFormat = 'image' | 'markdown' | 'json' | 'text';

const packed =
  /(?:\+|[./-])(?:gzip|gz|zstd|zip|tar|bzip2|xz)$|\.tar(?:\.|\+|$)|octet-stream|wasm|\.gguf|safetensors/;

/** Whether a media type leaves a chance that its bytes are text; unknown types are tried. */
export function mayBeText(mediaType: string): boolean {
  return !packed.test(mediaType) && !/^(?:image|audio|video|font)\//.test(mediaType);
}

/** Whether the bytes of a blob can be tried here: any text, part by part where it is large, and pictures. */
export function mayBeShown(mediaType: string, size: number): boolean {
  return mayBeText(mediaType) || (isPicture(mediaType) && size <= maxImageBytes);
}

/** How a blob is shown, by its type and the name its publisher gave it. */
export function blobFormatOf({ mediaType, annotations }: Descriptor): BlobFormat {
  const name = annotations?.['org.opencontainers.image.title'] ?? '';
  if (isPicture(mediaType)) return 'image';
  if (/^text\/(?:x-)?markdown\b/.test(mediaType) || /\.(?:md|markdown)$/i.test(name)) return 'markdown';
  return /json|sarif/i.test(mediaType) || /\.json$/i.test(name) ? 'json' : 'text';
}

/** Bytes as text; undefined for bytes that are not UTF-8, or have a zero among them. */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A part of a longer text, without the characters that were cut at its ends; undefined when it is not text. */
export function decodePart(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  const isContinued = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;
  let start = 0;
  while (start < 3 && isContinued(bytes[start])) start++;
  for (let cut = 0; cut <= 3; cut++) {
    const text = decodeText(bytes.subarray(start, bytes.length - cut));
    if (text !== undefined) return text;
  }
  return undefined;
}

// An SVG is a document with scripts; it is shown as the text it is.
function isPicture(mediaType: string): boolean {
  return /^image\/(?:png|jpeg|gif|webp|avif)$/.test(mediaType);
}

/** What a downloaded blob is called: the last part of the title its publisher gave it, else the head of its digest. */
export function fileNameOf({ annotations, digest }: Descriptor): string {
  const last = annotations?.['org.opencontainers.image.title']?.split(/[/\\]/).at(-1);
  return last === undefined || last === '' ? `${digestParts(digest).encoded.slice(0, 12)}.bin` : last;
}
