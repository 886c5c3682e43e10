import * as z from 'zod/mini';

/** One row of the audit log. Its hash ties it to all rows before. */
const auditLogRowSchema = z.object({
  /** From 1, without a gap. */
  row: z.number(),
  time: z.string(),
  requestId: z.string(),
  /** The id of the person of a team who asked; absent on one's own machine. */
  owner: z.optional(z.string()),
  /** The user name at the registry, in a team with the person before it: `ada@acme.example as robot`. */
  actor: z.string(),
  registry: z.string(),
  repository: z.string(),
  action: z.string(),
  verb: z.string(),
  target: z.string(),
  digests: z.array(z.string()),
  plan: z.string(),
  /** `done`, `failed:unauthorized`. */
  result: z.string(),
  hash: z.string(),
});

/** `GET /api/audit-log`: a page of rows, the newest first. */
export const auditLogSchema = z.object({
  /** `own`: only what who asks has asked for before. */
  covers: z.enum(['all', 'own']),
  rows: z.array(auditLogRowSchema),
  /** On the first page: how many rows there are; with `isMore` they are at least so many. */
  total: z.exactOptional(z.object({ count: z.number(), isMore: z.boolean() })),
  next: z.exactOptional(z.string()),
});

/** `GET /api/audit-log/verify`: the whole chain of hashes, read from its first row. */
export const auditVerdictSchema = z.discriminatedUnion('isWhole', [
  z.object({ isWhole: z.literal(true), rows: z.number(), checkedAt: z.string() }),
  z.object({
    isWhole: z.literal(false),
    /** The first row with which something is wrong; 0 when the log cannot be read. */
    line: z.number(),
    reason: z.string(),
    checkedAt: z.string(),
  }),
]);

/** Whether something that Orrery needs answers, and in how many milliseconds. */
const answering = z.object({ isAnswering: z.boolean(), milliseconds: z.number() });

/** `GET /api/admin/health`: how this Orrery is, without secrets. */
export const healthSchema = z.object({
  version: z.string(),
  /** The replica that answers. */
  startedAt: z.string(),
  /** Of a database that replicas share; absent where everything lies in a data folder. */
  database: z.exactOptional(
    z.extend(answering, {
      /** The last migration of the schema; absent while the database does not answer. */
      schema: z.exactOptional(z.number()),
      replicas: z.array(
        z.object({
          id: z.string(),
          startedAt: z.string(),
          seenAt: z.string(),
          isAlive: z.boolean(),
          /** The one that answers. */
          isOwn: z.boolean(),
        }),
      ),
    }),
  ),
  /** The identity provider of a team. */
  provider: z.exactOptional(z.extend(answering, { issuer: z.string() })),
  /** The last check of the audit log by this replica; absent while it has not ended. */
  audit: z.exactOptional(auditVerdictSchema),
  /** As `--check-config` prints them. */
  settings: z.array(z.object({ name: z.string(), value: z.string() })),
});

type AuditLogPage = z.infer<typeof auditLogSchema>;
export type AuditLogEntry = AuditLogPage['rows'][number];
export type CheckedAuditLog = z.infer<typeof auditVerdictSchema>;
export type HealthDocument = z.infer<typeof healthSchema>;
