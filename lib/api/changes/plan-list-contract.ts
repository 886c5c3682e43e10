import * as z from 'zod/mini';

// The library's own speed-up compiles code at run time, which our content security policy forbids.
z.config({ jitless: true });

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
