import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import { planRequestSchema } from '#lib/api/contract/plan-request-contract';

const actions = ['delete', 'copy', 'move', 'attach', 'tag', 'import', 'repair'] as const;
const endStates = ['done', 'failed', 'cancelled', 'stopped'] as const;
const runStates = ['planned', 'running', ...endStates] as const;
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
  digests: z.exactOptional(z.array(digestSchema)),
  tags: z.exactOptional(z.array(z.string())),
};

/** A plan as the browser shows it; the server's own has more in each step. */
export const planSchema = z.object({
  id: z.string(),
  action: z.enum(actions),
  title: z.string(),
  request: planRequestSchema,
  root: z.exactOptional(digestSchema),
  steps: z.array(
    z.object({
      id: z.string(),
      verb: z.enum(verbs),
      target: z.string(),
      detail: z.string(),
      bytes: z.exactOptional(z.number()),
      node: z.exactOptional(digestSchema),
      /** Of a tag: what it points to until then, null for one that is new. */
      was: z.exactOptional(z.nullable(digestSchema)),
      after: z.array(z.string()),
    }),
  ),
  kept: z.array(z.object({ digest: digestSchema, why: z.string() })),
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

/** `GET /api/plans/<id>`: the plan and what became of it. */
export const planRecordSchema = z.object({
  plan: planSchema,
  state: z.enum(runStates),
  steps: z.record(z.string(), z.object(stepRecord)),
  ...ending,
});

/**
 * `GET /api/plans`: the plans of this session and those that were made without one, the newest first; `auditBreak` where
 * the audit log was altered. A session begins with a sign-in to a registry.
 */
export const planListSchema = z.object({
  plans: z.array(
    z.object({
      id: z.string(),
      action: z.enum(actions),
      title: z.string(),
      state: z.enum(runStates),
      created: z.string(),
    }),
  ),
  auditBreak: z.exactOptional(z.object({ line: z.number(), reason: z.string() })),
});

/** The body of `POST /api/plans/<id>/run`; `confirm` is what the plan asks to be typed. */
export const runRequestSchema = z.strictObject({ confirm: z.optional(z.string()) });

/** One line of `POST /api/plans/<id>/run`. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('step'), id: z.string(), ...stepRecord }),
  z.object({ type: z.literal('progress'), id: z.string(), bytes: z.number() }),
  z.object({
    type: z.literal('end'),
    state: z.enum(endStates),
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
  digest: digestSchema,
  size: z.number(),
  /** For an archive of an image layout: what can be opened as `oci:upload/<id>/<name>:<tag>`. */
  references: z.array(z.string()),
});

export type PlanDocument = z.infer<typeof planSchema>;
export type PlanStep = PlanDocument['steps'][number];
export type PlanRecordDocument = z.infer<typeof planRecordSchema>;
export type PlanList = z.infer<typeof planListSchema>;
export type RunEventDocument = z.infer<typeof runEventSchema>;
export type UploadDocument = z.infer<typeof uploadSchema>;
