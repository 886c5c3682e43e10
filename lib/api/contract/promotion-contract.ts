import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import type { Same } from '#lib/api/contract/same';
import type { Promotion } from '#lib/audit/promotion/promotion';
import { sectionNames } from '#lib/audit/promotion/promotion';
import { severities } from '#lib/formats/documents/rows';
import { verdicts } from '#lib/graph/verification/verification';

const text = z.exactOptional(z.string());
const texts = z.array(z.string());
const count = z.exactOptional(z.number());
const verdict = z.enum(verdicts);

const side = z.object({ reference: z.string(), digest: digestSchema });
/** What an approval claims is a text: nobody has to have written a digest there. */
const claimedSide = z.object({ reference: z.string(), digest: z.string() });

const sectionSchema = z.object({
  name: z.enum(sectionNames),
  verdict,
  sentences: texts,
  evidence: z.array(z.object({ digest: digestSchema, about: digestSchema, verdict, says: z.string() })),
});

const packagesSchema = z.object({
  platform: text,
  added: z.number(),
  removed: z.number(),
  updated: z.number(),
  same: z.number(),
  rows: z.array(
    z.object({
      change: z.enum(['added', 'removed', 'updated']),
      name: z.string(),
      type: text,
      left: texts,
      right: texts,
    }),
  ),
  rowsLeftOut: count,
});

const bySeverity = z.record(z.enum(severities), z.number());

const findingsSchema = z.object({
  new: bySeverity,
  fixed: bySeverity,
  open: z.number(),
  excused: z.number(),
  rows: z.array(
    z.object({
      change: z.enum(['new', 'fixed', 'excused', 'open']),
      vulnerability: z.string(),
      severity: z.enum(severities),
      package: text,
      version: text,
      vex: text,
    }),
  ),
  rowsLeftOut: count,
});

const approvalSchema = z.object({
  digest: digestSchema,
  state: z.enum(['holds', 'failed']),
  claim: z.exactOptional(
    z.object({
      who: z.string(),
      at: z.string(),
      verdict,
      accepted: claimedSide,
      candidate: claimedSide,
      policyHash: text,
      policyName: text,
      requirements: z.string(),
      signedOff: z.string(),
      note: text,
      reason: text,
    }),
  ),
  remarks: texts,
  signedBy: text,
});

/** `against` of `GET /api/audit`: a candidate beside the release that was accepted before. */
export const promotionSchema = z.object({
  accepted: side,
  candidate: side,
  verdict,
  headline: z.string(),
  sections: z.array(sectionSchema),
  packages: z.array(packagesSchema),
  findings: z.exactOptional(findingsSchema),
  policy: z.exactOptional(
    z.object({ name: z.string(), hash: z.string(), source: z.enum(['file', 'inline', 'none']) }),
  ),
  requirements: z.string(),
  approvals: z.array(approvalSchema),
});

// What lib/audit knows and what travels is one thing.
true satisfies Same<z.infer<typeof promotionSchema>, Promotion>;
