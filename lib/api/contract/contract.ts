import * as z from 'zod/mini';
import { problemCodes } from '#lib/api/problems/problem';
import type { Fact, Graph, GraphEdge, GraphNode } from '#lib/graph/model';
import { edgeSources, nodeStates, questions, relations } from '#lib/graph/model';
import { bindingStates } from '#lib/oci/binding';
import { isDigest } from '#lib/oci/digest';
import { confidences, kinds } from '#lib/oci/kind';

// The library's own speed-up compiles code at run time, which our content security policy forbids.
z.config({ jitless: true });

const digest = z.custom<GraphNode['digest']>(
  (value) => typeof value === 'string' && isDigest(value),
  'a digest',
);
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
      misses: z.exactOptional(digest),
      reason: z.exactOptional(z.string()),
    }),
  ),
};

export const graphNodeSchema = z.object({
  digest,
  mediaType: z.string(),
  artifactType: z.exactOptional(z.string()),
  size: z.exactOptional(z.number()),
  contentSize: z.exactOptional(z.number()),
  count: z.exactOptional(z.number()),
  ...meaning,
  confidence: z.enum(confidences),
  basis: z.exactOptional(z.string()),
  parts: z.exactOptional(z.array(z.object({ digest, ...meaning }))),
  annotations: z.record(z.string(), z.string()),
  platform: z.exactOptional(z.string()),
  created: z.exactOptional(z.string()),
  tags: z.array(z.string()),
  repository: z.exactOptional(z.string()),
  state: z.enum(nodeStates),
  reason: z.exactOptional(z.string()),
});

export const graphEdgeSchema = z.object({
  from: digest,
  to: digest,
  relation: z.enum(relations),
  sources: z.array(z.enum(edgeSources)),
});

const asked = { about: digest, question: z.enum(questions), source: z.enum(edgeSources) };
export const answerSchema = z.discriminatedUnion('state', [
  z.object({
    ...asked,
    state: z.literal('found'),
    count: z.number(),
    filtered: z.exactOptional(z.enum(['registry', 'here'])),
  }),
  z.object({ ...asked, state: z.literal('none') }),
  z.object({
    ...asked,
    state: z.literal('unknown'),
    reason: z.string(),
    code: z.string(),
    retryAfterSeconds: z.exactOptional(z.number()),
  }),
]);

export const factSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('root'), root: digest, reference: z.string() }),
  z.object({ type: z.literal('node'), node: graphNodeSchema }),
  z.object({ type: z.literal('edge'), edge: graphEdgeSchema }),
  z.object({ type: z.literal('answer'), answer: answerSchema }),
  z.object({ type: z.literal('limit'), about: digest, reason: z.string() }),
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

export const graphSchema = z.object({
  root: digest,
  reference: z.string(),
  nodes: z.array(graphNodeSchema),
  edges: z.array(graphEdgeSchema),
  answers: z.array(answerSchema),
  complete: z.boolean(),
  requests: requestCount,
});

export const resolvedSchema = z.object({
  reference: z.string(),
  digest,
  mediaType: z.string(),
  size: z.number(),
});
export const namesSchema = z.object({
  names: z.array(z.string()),
  next: z.exactOptional(z.string()),
  cut: z.exactOptional(z.string()),
});

/** `demo`: the embedded registry · `configured`: named by the operator · `signed-in`: credentials of this session. */
export const registriesSchema = z.object({
  registries: z.array(
    z.object({
      host: z.string(),
      origin: z.enum(['embedded', 'configured', 'signed-in', 'docker-config']),
      user: z.exactOptional(z.string()),
    }),
  ),
  /** Nothing can be changed through this server. */
  readOnly: z.boolean(),
  /** References to try, from the demo. */
  suggestions: z.array(z.object({ reference: z.string(), text: z.string() })),
});

export const capabilities = [
  'api',
  'referrers',
  'referrers-paging',
  'referrers-filter',
  'catalogue',
  'delete-tag',
  'delete-manifest',
  'range',
  'mount',
] as const;
export const capabilitiesSchema = z.object({
  host: z.string(),
  capabilities: z.array(
    z.object({
      capability: z.enum(capabilities),
      state: z.enum(['yes', 'no', 'unknown']),
      evidence: z.string(),
    }),
  ),
});

/**
 * `tokenServer`: an origin such as `https://auth.example.net` that may have the password. With it alone, the credentials
 * that the server has already may go there.
 */
export const credentialsSchema = z.object({
  host: z.string(),
  username: z.exactOptional(z.string()),
  password: z.exactOptional(z.string()),
  tokenServer: z.exactOptional(z.string()),
});

/** `isChecked` is false when the registry opened without asking who it is: then nothing is known of the password. */
export const signedInSchema = z.object({ isChecked: z.boolean() });

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  hint: z.string(),
  code: z.enum(problemCodes),
  registry: z.exactOptional(z.string()),
  tokenServer: z.exactOptional(z.string()),
  requestId: z.string(),
  retryAfterSeconds: z.exactOptional(z.number()),
});

export type Resolved = z.infer<typeof resolvedSchema>;
export type Names = z.infer<typeof namesSchema>;
export type Registries = z.infer<typeof registriesSchema>;
export type Capabilities = z.infer<typeof capabilitiesSchema>;
export type SignedIn = z.infer<typeof signedInSchema>;
export type Credentials = z.infer<typeof credentialsSchema>;

// The schemas and the types of lib/graph must stay the same thing.
true satisfies z.infer<typeof factSchema> extends Fact ? true : false;
true satisfies z.infer<typeof graphSchema> extends Graph ? true : false;
true satisfies z.infer<typeof graphEdgeSchema> extends GraphEdge ? true : false;
