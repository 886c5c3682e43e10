/** Of a longer file the beginning is shown. */
export const shownBytesMax = 1024 * 1024;

/** How a file is shown, by its name. */
export type FileFormat =
  | { readonly kind: 'picture'; readonly mediaType: string }
  | { readonly kind: 'markdown' | 'json' | 'text' };

// An SVG is a document with scripts; it is shown as the text it is.
const pictures: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
]);

/** The format that the name of a file promises. */
export function fileFormatOf(path: string): FileFormat {
  const extension = /\.([a-z0-9]{1,10})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const mediaType = pictures.get(extension);
  if (mediaType !== undefined) return { kind: 'picture', mediaType };
  if (extension === 'md' || extension === 'markdown') return { kind: 'markdown' };
  return { kind: extension === 'json' ? 'json' : 'text' };
}

/** Bytes as text; undefined for what is not UTF-8 or has a zero in it. A cut file may end within a character. */
export function decodeFileText(bytes: Uint8Array, isCut: boolean): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}
