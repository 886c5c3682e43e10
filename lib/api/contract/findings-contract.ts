import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import type { Same } from '#lib/api/contract/same';
import { severities } from '#lib/formats/documents/rows';
import { vexStatuses } from '#lib/formats/documents/vex-reading';
import type { Findings } from '#lib/formats/findings/joined-findings';

const text = z.exactOptional(z.string());
const severity = z.enum(severities);

const opinion = {
  status: z.enum(vexStatuses),
  justification: text,
  impact: text,
  action: text,
  timestamp: text,
  statement: digestSchema,
  author: text,
  isVerified: z.exactOptional(z.boolean()),
};

/** A row of the findings of an artifact. */
export const joinedFindingSchema = z.object({
  vulnerability: z.string(),
  aliases: z.array(z.string()),
  severity,
  package: z.exactOptional(z.object({ name: z.string(), version: text, purl: text })),
  fixedIn: z.array(z.string()),
  tools: z.array(z.string()),
  about: z.array(digestSchema),
  state: z.enum(['open', 'excused', 'suppressed']),
  vex: z.exactOptional(z.object({ ...opinion, conflicts: z.exactOptional(z.array(z.object(opinion))) })),
  doubts: z.exactOptional(
    z.array(
      z.object({ statement: digestSchema, author: text, status: z.enum(vexStatuses), reason: z.string() }),
    ),
  ),
  severities: z.exactOptional(z.array(z.object({ tool: z.string(), severity }))),
  silent: z.exactOptional(z.array(z.string())),
  score: z.exactOptional(z.number()),
  title: text,
  url: text,
  location: text,
});

/** What evidence says of itself: where it is, and what it hangs on. */
const evidence = { digest: digestSchema, about: digestSchema, title: z.string() };

const report = z.object({
  ...evidence,
  tool: z.string(),
  scannedAt: text,
  platform: text,
  format: z.string(),
  newestBy: z.enum(['only', 'scannedAt', 'created', 'list']),
  older: z.number(),
  findings: z.number(),
  isBeside: z.exactOptional(z.boolean()),
});

const statement = z.object({
  ...evidence,
  author: text,
  timestamp: text,
  format: z.string(),
  count: z.number(),
  applied: z.number(),
  doubtful: z.number(),
});

const sbom = z.object({
  ...evidence,
  platform: text,
  packages: z.number(),
  copyleft: z.number(),
  format: text,
  tool: text,
  created: text,
});

const provenance = z.object({
  ...evidence,
  platform: text,
  source: z.exactOptional(z.object({ uri: z.string(), digest: text, ref: text })),
  builder: text,
});

/** `GET /api/findings`: the newest report of each tool, joined with every VEX statement that applies. */
export const findingsSchema = z.object({
  about: digestSchema,
  reference: z.string(),
  reports: z.array(report),
  statements: z.array(statement),
  counts: z.object({
    open: z.number(),
    notAffected: z.number(),
    fixed: z.number(),
    underInvestigation: z.number(),
    affected: z.number(),
    suppressed: z.number(),
    disagreeing: z.number(),
    fixable: z.number(),
  }),
  bySeverity: z.record(severity, z.number()),
  beside: z.object({
    misconfigurations: z.number(),
    secrets: z.number(),
    licences: z.number(),
    code: z.number(),
  }),
  rows: z.array(joinedFindingSchema),
  rowsLeftOut: z.exactOptional(z.number()),
  sboms: z.array(sbom),
  provenance: z.array(provenance),
  unread: z.array(z.object({ digest: digestSchema, reason: z.string(), kind: text })),
  isComplete: z.boolean(),
});

true satisfies Same<z.infer<typeof findingsSchema>, Findings>;
