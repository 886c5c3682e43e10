import * as z from 'zod/mini';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';

// The library's own speed-up compiles code at run time, which our content security policy forbids.
z.config({ jitless: true });

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'a digest');
const annotations = z.record(z.string(), z.string());
const accept = z.optional(z.array(z.string()));
const reference = z.string();

const deleteScopes = ['tag', 'manifest', 'graph'] as const;

/** The body of `POST /api/plans`, by action. */
export const planRequestSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('delete'),
    ref: reference,
    scope: z.enum(deleteScopes),
    archive: z.optional(z.boolean()),
    accept,
  }),
  z.strictObject({
    action: z.enum(['copy', 'move']),
    from: reference,
    to: reference,
    referrers: z.optional(z.union([z.enum(['all', 'none']), z.array(z.string())])),
    platforms: z.optional(z.array(z.string())),
    accept,
  }),
  z.strictObject({
    action: z.literal('attach'),
    subject: z.optional(reference),
    subjectSize: z.optional(z.int().check(z.positive())),
    subjectMediaType: z.optional(z.string()),
    to: z.optional(reference),
    artifact: z.optional(reference),
    artifactType: z.optional(z.string()),
    annotations: z.optional(annotations),
    files: z.optional(
      z.array(z.strictObject({ upload: z.string(), name: z.string(), mediaType: z.string() })),
    ),
    accept,
  }),
  z.strictObject({ action: z.literal('tag'), ref: reference, tags: z.array(z.string()), accept }),
  z.strictObject({
    action: z.literal('import'),
    upload: z.optional(z.string()),
    layout: z.optional(reference),
    to: reference,
    accept,
  }),
  z.strictObject({ action: z.literal('repair'), ref: reference, accept }),
]);

const verbs = [
  'archive',
  'copy-blob',
  'push-blob',
  'copy-manifest',
  'push-manifest',
  'list-referrers',
  'unlist-referrers',
  'tag',
  'untag',
  'untag-by-placeholder',
  'delete-manifest',
  'verify',
] as const;

const notice = {
  code: z.string(),
  text: z.string(),
  digests: z.exactOptional(z.array(digest)),
  tags: z.exactOptional(z.array(z.string())),
};

/** A plan as the browser shows it; the server's own has more in each step. */
export const planSchema = z.object({
  id: z.string(),
  action: z.enum(['delete', 'copy', 'move', 'attach', 'tag', 'import', 'repair']),
  title: z.string(),
  request: planRequestSchema,
  root: z.exactOptional(digest),
  steps: z.array(
    z.object({
      id: z.string(),
      verb: z.enum(verbs),
      target: z.string(),
      detail: z.string(),
      bytes: z.exactOptional(z.number()),
      node: z.exactOptional(digest),
      /** Of a tag: what it points to until then, null for one that is new. */
      was: z.exactOptional(z.nullable(digest)),
      after: z.array(z.string()),
    }),
  ),
  kept: z.array(z.object({ digest, why: z.string() })),
  warnings: z.array(z.object(notice)),
  blockers: z.array(z.object({ ...notice, isAcceptable: z.boolean() })),
  confirm: z.exactOptional(z.string()),
  totals: z.object({
    steps: z.number(),
    manifests: z.number(),
    blobs: z.number(),
    bytes: z.number(),
    freedBytes: z.exactOptional(z.number()),
  }),
  created: z.string(),
  expires: z.string(),
});

const stepRecord = {
  state: z.enum(['pending', 'started', 'done', 'skipped', 'failed']),
  reason: z.exactOptional(z.string()),
  code: z.exactOptional(z.string()),
  bytes: z.exactOptional(z.number()),
};
const ending = { reason: z.exactOptional(z.string()), code: z.exactOptional(z.string()) };

/** `GET /api/plans/<id>`: the plan and what became of it; `archive` when one can be downloaded. */
export const planRecordSchema = z.object({
  plan: planSchema,
  state: z.enum(['planned', 'running', 'done', 'failed', 'cancelled', 'stopped']),
  steps: z.record(z.string(), z.object(stepRecord)),
  ...ending,
});

/** One line of `POST /api/plans/<id>/run`. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('step'), id: z.string(), ...stepRecord }),
  z.object({ type: z.literal('progress'), id: z.string(), bytes: z.number() }),
  z.object({
    type: z.literal('end'),
    state: z.enum(['done', 'failed', 'cancelled', 'stopped']),
    done: z.number(),
    skipped: z.number(),
    failed: z.number(),
    left: z.number(),
    bytes: z.number(),
    milliseconds: z.number(),
    ...ending,
  }),
]);

/** The answer to `POST /api/uploads?name=`, whose body is the bytes of one file. */
export const uploadSchema = z.object({
  id: z.string(),
  name: z.string(),
  digest,
  size: z.number(),
  /** For an archive of an image layout: what can be opened as `oci:upload/<id>/<name>:<tag>`. */
  references: z.array(z.string()),
});

export type PlanRequest = z.infer<typeof planRequestSchema>;
export type PlanDocument = z.infer<typeof planSchema>;
export type PlanStep = PlanDocument['steps'][number];
export type PlanRecordDocument = z.infer<typeof planRecordSchema>;
export type RunEventDocument = z.infer<typeof runEventSchema>;
export type Upload = z.infer<typeof uploadSchema>;

/** `GET /api/plans`: the plans of this session, the newest first; `auditBreak` where the audit log was altered. */
export const planListSchema = z.object({
  plans: z.array(
    z.object({
      id: z.string(),
      action: z.enum(['delete', 'copy', 'move', 'attach', 'tag', 'import', 'repair']),
      title: z.string(),
      state: z.enum(['planned', 'running', 'done', 'failed', 'cancelled', 'stopped']),
      created: z.string(),
    }),
  ),
  auditBreak: z.optional(z.object({ line: z.number(), reason: z.string() })),
});

export type PlanList = z.infer<typeof planListSchema>;

/** The body of `POST /api/plans/<id>/run`. */
export const runRequestSchema = z.strictObject({
  /** What the plan asks to be typed. */
  confirm: z.optional(z.string()),
});
