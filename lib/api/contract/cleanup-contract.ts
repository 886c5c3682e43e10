import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import type { Same } from '#lib/api/contract/same';
import { kinds } from '#lib/oci/kind';
import type { Cleanup, CleanupEvent } from '#lib/retention/cleanup';
import { cleanupListNames } from '#lib/retention/cleanup-lists';
import { signedStates, subjectStates } from '#lib/retention/repository-facts';

const text = z.exactOptional(z.string());
const texts = z.array(z.string());
const digests = z.array(digestSchema);

const artifactSchema = z.object({
  digest: digestSchema,
  kind: z.enum(kinds),
  title: z.string(),
  series: text,
  size: z.exactOptional(z.number()),
  created: text,
  tags: texts,
  madeTags: texts,
  subjects: digests,
  holds: digests,
  signed: z.enum(signedStates),
  unnamedSigners: z.exactOptional(texts),
  isMissing: z.exactOptional(z.literal(true)),
});

const listSchema = z.object({
  name: z.enum(cleanupListNames),
  rows: z.array(z.object({ artifact: artifactSchema, tags: texts, why: z.string(), doubt: text })),
  count: z.number(),
  bytes: z.number(),
});

const retentionSchema = z.object({
  keep: z.string(),
  decisions: z.array(
    z.object({ artifact: artifactSchema, fate: z.enum(['kept', 'goes', 'with']), why: z.string() }),
  ),
  kept: z.number(),
  goes: z.number(),
  bytes: z.number(),
});

const summary = {
  scope: z.string(),
  asOf: z.string(),
  complete: z.boolean(),
  policy: z.exactOptional(
    z.object({ name: z.string(), hash: z.string(), source: z.enum(['file', 'inline', 'none']) }),
  ),
  subjects: z.array(z.object({ digest: digestSchema, state: z.enum(subjectStates), reason: text })),
  unknownHolders: text,
  lists: z.array(listSchema),
  retention: z.exactOptional(retentionSchema),
  limits: texts,
};

/** `GET /api/cleanup`: what of a repository can go. */
export const cleanupSchema = z.object({ ...summary, artifacts: z.array(artifactSchema) });

/** One line of `GET /api/cleanup` as NDJSON. */
export const cleanupEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('artifact'), artifact: artifactSchema }),
  z.object({ type: z.literal('progress'), done: z.number(), known: z.number() }),
  z.object({ type: z.literal('limit'), reason: z.string() }),
  z.object({ type: z.literal('end'), ...summary }),
]);

// What lib/retention knows and what travels is one thing.
true satisfies Same<z.infer<typeof cleanupSchema>, Cleanup>;
true satisfies Same<z.infer<typeof cleanupEventSchema>, CleanupEvent>;
