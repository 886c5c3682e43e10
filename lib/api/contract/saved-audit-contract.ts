import * as z from 'zod/mini';
import { auditSchema } from '#lib/api/contract/audit-contract';
import { digestSchema } from '#lib/api/contract/digest-schema';
import type { Same } from '#lib/api/contract/same';
import { auditChangeKinds } from '#lib/audit/audit-change';
import type { AuditComparison } from '#lib/audit/compare-audits';

/** A saved audit in a list. */
export const savedAuditSchema = z.object({
  id: z.string(),
  /** RFC 3339. */
  saved: z.string(),
  scope: z.string(),
  asOf: z.string(),
  complete: z.boolean(),
  counts: z.object({ artifacts: z.number(), pass: z.number(), fail: z.number(), unknown: z.number() }),
  policy: z.exactOptional(z.object({ name: z.string(), hash: z.string() })),
});
export type SavedAudit = z.infer<typeof savedAuditSchema>;

/** `GET /api/audits`: the newest first, and what could not be read, in sentences. */
export const savedAuditsSchema = z.object({
  audits: z.array(savedAuditSchema),
  problems: z.array(z.string()),
});

/** `GET /api/audits/<id>`: the whole audit. */
export const savedAuditDocumentSchema = z.object({ saved: savedAuditSchema, audit: auditSchema });

const comparison = {
  changes: z.array(
    z.object({
      kind: z.enum(auditChangeKinds),
      reference: z.string(),
      digest: z.exactOptional(digestSchema),
      digestBefore: z.exactOptional(digestSchema),
      why: z.string(),
    }),
  ),
  same: z.number(),
  notes: z.array(z.string()),
};
const comparisonSchema = z.object(comparison);

/** `GET /api/audits/<id>/changes`: what changed since an earlier audit. */
export const auditChangesSchema = z.object({
  before: savedAuditSchema,
  after: savedAuditSchema,
  ...comparison,
});

// What lib/audit knows and what travels is one thing.
true satisfies Same<z.infer<typeof comparisonSchema>, AuditComparison>;
