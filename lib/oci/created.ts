const dayMs = 24 * 60 * 60 * 1000;
/** What builders write for a time that they leave out, in milliseconds since the epoch. */
const dos = Date.UTC(1980, 0, 1);

/**
 * A time of creation as it was written (RFC 3339, `created` of
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#properties). Undefined for what is no date, and for
 * the first days of the years 1, 1970 and 1980: reproducible builds write these when they leave the time out.
 */
export function parseCreated(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const time = Date.parse(text);
  // A day on either side: a time zone may move it.
  const isLeftOut = time < 2 * dayMs || Math.abs(time - dos) < 2 * dayMs;
  return Number.isNaN(time) || isLeftOut ? undefined : text;
}
