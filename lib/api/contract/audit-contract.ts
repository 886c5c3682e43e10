import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import type { Same } from '#lib/api/contract/same';
import { cellStates, evidenceNames } from '#lib/audit/audit';
import type { AuditAnswer, AuditLine } from '#lib/audit/promotion/promotion';
import { severities } from '#lib/formats/documents/rows';
import { checkStates } from '#lib/graph/verification/evidence-check';
import { verdicts } from '#lib/graph/verification/verification';
import { kinds } from '#lib/oci/kind';
import { promotionSchema } from './promotion-contract.ts';

const text = z.exactOptional(z.string());
const texts = z.array(z.string());
const count = z.exactOptional(z.number());

const cell = {
  state: z.enum(cellStates),
  count: z.number(),
  on: z.exactOptional(z.enum(['index', 'every platform', 'some platforms'])),
  reason: text,
  digests: z.array(digestSchema),
  states: z.exactOptional(z.partialRecord(z.enum(checkStates), z.number())),
  unchecked: count,
  doubt: text,
};
const cellSchema = z.object(cell);

const evidenceSchema = z.object({
  signature: cellSchema,
  provenance: cellSchema,
  sbom: cellSchema,
  vex: cellSchema,
  report: z.object({
    ...cell,
    age: count,
    worst: z.exactOptional(z.enum(severities)),
    open: count,
    unrated: count,
    openDoubt: text,
    excuseDoubt: text,
  }),
});

/** One artifact of an audit, or of a coverage. */
export const auditRowSchema = z.object({
  reference: z.string(),
  digest: z.exactOptional(digestSchema),
  tags: texts,
  kind: z.exactOptional(z.enum(kinds)),
  created: text,
  platforms: z.array(z.object({ platform: z.string(), digest: digestSchema, evidence: evidenceSchema })),
  evidence: evidenceSchema,
  own: z.exactOptional(evidenceSchema),
  policy: z.exactOptional(z.object({ name: text, verdict: z.enum(verdicts), reasons: texts })),
  verdict: z.enum(verdicts),
  why: texts,
  notes: z.exactOptional(texts),
  asOf: text,
});

/** What is required, as a file that says the same. */
export const statedRequirementsSchema = z.object({
  source: z.enum(['query', 'file', 'none']),
  text: z.string(),
  problems: z.exactOptional(texts),
});

const stateCounts = z.record(z.enum(cellStates), z.number());

const rules = {
  require: z.array(z.enum(evidenceNames)),
  requirements: z.exactOptional(statedRequirementsSchema),
  policy: z.exactOptional(
    z.object({ name: z.string(), hash: z.string(), source: z.enum(['file', 'inline', 'none']) }),
  ),
};

/** What artifacts are judged by. */
export const auditRulesSchema = z.object(rules);

const summary = {
  scope: z.string(),
  ...rules,
  asOf: z.string(),
  complete: z.boolean(),
  counts: z.object({
    artifacts: z.number(),
    tags: z.number(),
    pass: z.number(),
    fail: z.number(),
    unknown: z.number(),
    byEvidence: z.record(z.enum(evidenceNames), stateCounts),
  }),
  limits: texts,
};

const against = z.exactOptional(promotionSchema);

/** `GET /api/audit`: artifacts and what speaks for them, and what `against` asks of one. */
export const auditSchema = z.object({ ...summary, rows: z.array(auditRowSchema), against });

/** One line of `GET /api/audit` as NDJSON. */
export const auditEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('row'), row: auditRowSchema }),
  z.object({ type: z.literal('progress'), done: z.number(), known: z.number() }),
  z.object({ type: z.literal('limit'), reason: z.string() }),
  z.object({ type: z.literal('end'), ...summary, against }),
]);

// What lib/audit knows and what travels is one thing.
true satisfies Same<z.infer<typeof auditSchema>, AuditAnswer>;
true satisfies Same<z.infer<typeof auditEventSchema>, AuditLine>;
