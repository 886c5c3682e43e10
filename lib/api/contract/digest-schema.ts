import * as z from 'zod/mini';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';

// The library's own speed-up compiles code at run time, which our content security policy forbids. Every schema of the
// contract holds a digest or stands in one table with those that do, so that this runs before anything is parsed.
z.config({ jitless: true });

/** A digest by the grammar of the image specification; on the wire it is a text. */
export const digestSchema = z.custom<Digest>(
  (value) => typeof value === 'string' && isDigest(value),
  'is not a digest.',
);
