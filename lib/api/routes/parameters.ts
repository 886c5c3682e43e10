import { z } from 'zod/mini';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';

const reference = z.string('is missing; write a reference such as ghcr.io/org/app:1.2.');
const repository = z.string('is missing; write a repository such as ghcr.io/org/app.');
const blob = z.string('is missing; write host/name@digest.');
const host = z.string('is missing; write a registry such as ghcr.io or localhost:5000.');
const page = {
  n: z.optional(wholeNumber(1, 1000)),
  last: z.optional(z.string()),
};

/** The query parameters of every route; one that is not here is refused, because a misspelt filter filters nothing. */
export const parameters = {
  registries: z.strictObject({}),
  registry: z.strictObject({ host, repository: z.optional(z.string()) }),
  repositories: z.strictObject({ host, ...page }),
  tags: z.strictObject({ ref: repository, ...page }),
  resolve: z.strictObject({ ref: reference }),
  manifest: z.strictObject({ ref: reference }),
  blob: z.strictObject({ ref: blob, name: z.optional(z.string()) }),
  graph: z.strictObject({
    ref: reference,
    depth: z.optional(wholeNumber(1, 32)),
    artifactType: z.optional(
      z.string().check(z.minLength(1, 'is empty; leave it out to ask for all types.')),
    ),
    include: z.optional(z.enum(['blobs'], 'can only be "blobs".')),
    sources: z.optional(z.string()),
    fresh: z.optional(z.enum(['1'], 'can only be 1.')),
    row: z.optional(z.enum(['1'], 'can only be 1.')),
  }),
  archive: z.strictObject({
    ref: reference,
    layers: z.optional(z.enum(['0', '1'], 'can only be 0 or 1.')),
    accept: z.optional(z.enum(['unknown'], 'can only be "unknown".')),
  }),
  uploads: z.strictObject({
    name: z.string('is missing; write the name of the file.').check(
      z.minLength(1, 'is empty.'),
      z.maxLength(255, 'has more than 255 characters.'),
      z.refine((name) => !/\p{Cc}/u.test(name), 'has characters that cannot be written.'),
    ),
    digest: z.optional(
      z.custom<Digest>(
        (value) => typeof value === 'string' && isDigest(value) && value.startsWith('sha256:'),
        'is no sha256 digest.',
      ),
    ),
  }),
  plan: z.strictObject({ download: z.optional(z.enum(['1'], 'can only be 1.')) }),
  none: z.strictObject({}),
} as const;

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}.`;
  return z.coerce
    .number({ error: message })
    .check(z.int(message), z.minimum(min, message), z.maximum(max, message));
}
