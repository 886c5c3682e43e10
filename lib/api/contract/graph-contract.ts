import * as z from 'zod/mini';
import { compileCheck } from '#lib/api/contract/compile-check';
import { digestSchema } from '#lib/api/contract/digest-schema';
import type { Same } from '#lib/api/contract/same';
import type { Fact, Graph } from '#lib/graph/model';
import { edgeSources, nodeStates, questions, relations } from '#lib/graph/model';
import { bindingStates } from '#lib/oci/binding';
import { confidences, kinds } from '#lib/oci/kind';

const requestCount = z.object({ sent: z.number(), cached: z.number() });

const meaning = {
  kind: z.enum(kinds),
  format: z.string(),
  envelope: z.exactOptional(z.string()),
  title: z.string(),
  signer: z.exactOptional(z.string()),
  /** What a signature or statement names, beside what it hangs on; it proves no signature. */
  binding: z.exactOptional(
    z.object({
      state: z.enum(bindingStates),
      names: z.exactOptional(z.array(z.string())),
      more: z.exactOptional(z.number()),
      misses: z.exactOptional(digestSchema),
      reason: z.exactOptional(z.string()),
    }),
  ),
  /** Of a report that was read: how many open findings there are of each severity. */
  severities: z.exactOptional(z.record(z.string(), z.number())),
};

export const graphNodeSchema = z.object({
  digest: digestSchema,
  mediaType: z.string(),
  artifactType: z.exactOptional(z.string()),
  size: z.exactOptional(z.number()),
  contentSize: z.exactOptional(z.number()),
  count: z.exactOptional(z.number()),
  ...meaning,
  confidence: z.enum(confidences),
  basis: z.exactOptional(z.string()),
  parts: z.exactOptional(z.array(z.object({ digest: digestSchema, ...meaning }))),
  annotations: z.record(z.string(), z.string()),
  platform: z.exactOptional(z.string()),
  platforms: z.exactOptional(z.array(z.string())),
  created: z.exactOptional(z.string()),
  tags: z.array(z.string()),
  repository: z.exactOptional(z.string()),
  state: z.enum(nodeStates),
  reason: z.exactOptional(z.string()),
});

const graphEdgeSchema = z.object({
  from: digestSchema,
  to: digestSchema,
  relation: z.enum(relations),
  sources: z.array(z.enum(edgeSources)),
});

const question = { about: digestSchema, question: z.enum(questions), source: z.enum(edgeSources) };
/** One question put to one source, with its answer. */
export const answerSchema = z.discriminatedUnion('state', [
  z.object({
    ...question,
    state: z.literal('found'),
    count: z.number(),
    filtered: z.exactOptional(z.enum(['registry', 'here'])),
  }),
  z.object({ ...question, state: z.literal('none') }),
  z.object({
    ...question,
    state: z.literal('unknown'),
    reason: z.string(),
    code: z.string(),
    retryAfterSeconds: z.exactOptional(z.number()),
  }),
]);

/** One line of `GET /api/graph` as NDJSON. */
export const factSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('root'), root: digestSchema, reference: z.string() }),
  z.object({ type: z.literal('node'), node: graphNodeSchema }),
  z.object({ type: z.literal('edge'), edge: graphEdgeSchema }),
  z.object({ type: z.literal('answer'), answer: answerSchema }),
  z.object({ type: z.literal('limit'), about: digestSchema, reason: z.string() }),
  z.object({
    type: z.literal('end'),
    complete: z.boolean(),
    requests: requestCount,
    milliseconds: z.number(),
    rateLimit: z.exactOptional(
      z.object({
        limit: z.number(),
        remaining: z.number(),
        windowSeconds: z.exactOptional(z.number()),
      }),
    ),
  }),
]);

/** Whether a value is a fact and nothing more; what it does not take may still be one by the schema. */
export const isFact = compileCheck(factSchema);

/** `GET /api/graph` as one JSON document. */
export const graphSchema = z.object({
  root: digestSchema,
  reference: z.string(),
  nodes: z.array(graphNodeSchema),
  edges: z.array(graphEdgeSchema),
  answers: z.array(answerSchema),
  complete: z.boolean(),
  requests: requestCount,
});

// The picture as lib/graph knows it and as it travels is one thing.
true satisfies Same<z.infer<typeof factSchema>, Fact>;
true satisfies Same<z.infer<typeof graphSchema>, Graph>;
