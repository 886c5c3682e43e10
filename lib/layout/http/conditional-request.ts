import type { Digest } from '#lib/oci/digest';

export type ByteRange = { readonly start: number; readonly length: number };

/**
 * The one range of a `Range` header: https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 * Undefined stands for the whole content: without a header, for several ranges, and for a header that cannot be parsed.
 * `unsatisfiable` when the content has no such bytes.
 */
export function parseByteRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') return last === '' ? undefined : lastBytes(Number(last), size);
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start >= size || end < start ? 'unsatisfiable' : { start, length: end - start + 1 };
}

function lastBytes(count: number, size: number): ByteRange | 'unsatisfiable' {
  if (count === 0 || size === 0) return 'unsatisfiable';
  const length = Math.min(count, size);
  return { start: size - length, length };
}

/** The entity tag of content with this digest: the digest in quotes. */
export function etagOf(digest: Digest): string {
  return `"${digest}"`;
}

/**
 * Whether the client has this content already, by weak comparison:
 * https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function isUnchanged(request: Request, digest: Digest): boolean {
  const header = request.headers.get('If-None-Match');
  if (header === null) return false;
  return header.split(',').some((part) => {
    const validator = part.trim().replace(/^W\//, '');
    return validator === '*' || validator === etagOf(digest);
  });
}
