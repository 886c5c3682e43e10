import * as z from 'zod/mini';
import { auditRowSchema, auditRulesSchema } from '#lib/api/contract/audit-contract';
import { digestSchema } from '#lib/api/contract/digest-schema';
import { cellStates, evidenceNames } from '#lib/audit/audit';
import { kinds } from '#lib/oci/kind';

/** What the inventory can be searched for. */
export const searchKinds = [
  'package',
  'vulnerability',
  'signer',
  'licence',
  'builder',
  'source',
  'type',
  'annotation',
  'repository',
] as const;

const text = z.exactOptional(z.string());

const leftOut = {
  /** Repositories that are left out: nobody could ask the registry whether the caller may read them. */
  notAsked: z.exactOptional(z.number()),
};

const standing = {
  /** RFC 3339: when the oldest fact in it was learned; absent where nothing is known. */
  asOf: text,
  /** Artifacts with a tag that the question is about. */
  artifacts: z.number(),
  /** Those of which nobody can say whether they are meant. */
  unknown: z.number(),
  /** Those that are proven to have no document of this kind. */
  without: z.number(),
  ...leftOut,
};

const referenceSchema = z.object({
  reference: z.string(),
  digest: z.exactOptional(digestSchema),
  tags: z.array(z.string()),
});

/** `GET /api/search`: names, and the artifacts that have them. A name comes again where it has more on the next page. */
export const searchAnswerSchema = z.object({
  ...standing,
  rows: z.array(
    z.object({
      kind: z.enum(searchKinds),
      name: z.string(),
      type: text,
      version: text,
      references: z.array(referenceSchema),
    }),
  ),
  /** Versions that no known order compares with `below`. */
  notCompared: z.array(z.object({ name: z.string(), type: z.string(), version: z.string() })),
  next: text,
});

const stateCounts = z.record(z.enum(cellStates), z.number());
const byEvidence = z.object({
  signature: stateCounts,
  provenance: stateCounts,
  sbom: stateCounts,
  vex: stateCounts,
  report: stateCounts,
});

/** `GET /api/coverage`: the rows of an audit from the inventory, one page of them, and the counts of all. */
export const coverageAnswerSchema = z.object({
  asOf: text,
  ...leftOut,
  /** What is required of each row; only on the first page. */
  rules: z.exactOptional(auditRulesSchema),
  /** Only on the first page. */
  counts: z.exactOptional(
    z.object({
      artifacts: z.number(),
      tags: z.number(),
      unresolvedTags: z.number(),
      repositories: z.number(),
      /** Those whose tags were never read to the end. */
      unscannedRepositories: z.number(),
      /** Whether each registry has told all its repositories: if not, there may be others. */
      isListed: z.boolean(),
      byEvidence,
    }),
  ),
  rows: z.array(auditRowSchema),
  next: text,
});

/** Which changes can be asked for. */
export const noticedChanges = ['unsigned', 'vulnerable', 'fixed'] as const;

/** `GET /api/coverage/repositories`: what the artifacts of each repository come to, the worst first. */
export const repositoriesCoverageSchema = z.object({
  asOf: text,
  ...leftOut,
  repositories: z.array(
    z.object({
      /** `host/name` */
      repository: z.string(),
      artifacts: z.number(),
      byEvidence,
      /** Open findings, of artifacts where they are known. */
      critical: z.number(),
      high: z.number(),
      asOf: text,
    }),
  ),
  /** Whether there are more repositories. */
  more: z.boolean(),
});

const change = {
  at: z.string(),
  reference: z.string(),
  digest: digestSchema,
  tags: z.array(z.string()),
};

const changeSchema = z.union([
  z.object({
    ...change,
    what: z.enum(evidenceNames),
    before: z.enum(cellStates),
    after: z.enum(cellStates),
  }),
  z.object({ ...change, what: z.literal('critical'), before: z.number(), after: z.number() }),
]);

/** `GET /api/changes`: artifacts that lost their signature, got their first open critical finding, or have none left. */
export const changesSchema = z.object({
  ...standing,
  rows: z.array(changeSchema),
  /** There are older ones. */
  more: z.boolean(),
});

/** `GET /api/trends`: how it stood day by day, and what became different, newest first. */
export const trendsSchema = z.object({
  ...standing,
  days: z.array(
    z.object({
      day: z.string(),
      artifacts: z.number(),
      byEvidence,
      critical: z.number(),
      high: z.number(),
    }),
  ),
  changes: z.array(changeSchema),
});

/** What `GET /api/orphans` lists. */
export const leftoverKinds = ['orphan', 'superseded', 'old'] as const;

/** `GET /api/orphans`: what hangs on manifests to which no tag leads, or evidence that is superseded or old. */
export const orphansSchema = z.object({
  ...standing,
  /** Of all pages; only on the first one. */
  totals: z.exactOptional(z.object({ count: z.number(), bytes: z.number() })),
  rows: z.array(
    z.object({
      reference: z.string(),
      digest: digestSchema,
      subject: digestSchema,
      kind: z.enum(kinds),
      /** Tags of the subject. */
      tags: z.array(z.string()),
      created: text,
      bytes: z.exactOptional(z.number()),
    }),
  ),
  next: text,
});
