import * as z from 'zod/mini';
import { auditEventSchema, auditSchema, statedRequirementsSchema } from '#lib/api/contract/audit-contract';
import {
  auditChangesSchema,
  savedAuditDocumentSchema,
  savedAuditSchema,
  savedAuditsSchema,
} from '#lib/api/contract/saved-audit-contract';
import { defineRoute, flag } from './define-route.ts';

/** The routes about coverage: audits, what they require, and those that were saved. */
export const auditRoutes = {
  'GET /api/requirements': defineRoute({
    summary: 'Get what this Orrery requires of artifacts (requirements.yaml)',
    json: statedRequirementsSchema,
  }),
  'GET /api/audit': defineRoute({
    summary: 'Audit which evidence artifacts have; with gate=1 the status is 412 or 424 unless all pass',
    query: {
      ref: z.string('is missing; write a registry, a repository or a reference.'),
      /** Repositories of the registry, joined by commas; without it all that its catalogue names. */
      repositories: z.optional(z.string()),
      /** Tags, or `repository:tag`, joined by commas: those are looked at first. */
      start: z.optional(z.string()),
      /**
       * Kinds of evidence joined by commas, each with its options: `signature:matches:each,report:7d:max-high`. `none`
       * requires nothing; without it the requirements of this Orrery count.
       */
      require: z.optional(
        z
          .string()
          .check(
            z.maxLength(500, 'has more than 500 characters.'),
            z.describe('Such as signature:matches,sbom:each,report:7d:max-high; none requires nothing.'),
          ),
      ),
      /** The name of one policy; without it all that apply. */
      policy: z.optional(z.string().check(z.maxLength(300, 'has more than 300 characters.'))),
      /** The release accepted before, of one artifact: a reference, or a tag or digest of the same repository. */
      against: z.optional(z.string()),
      /** One document of that kind, also for who takes NDJSON. */
      format: z.optional(z.enum(['json', 'csv', 'sarif'], 'can only be json, csv or sarif.')),
      /** `1`: 200 when all pass, 412 when one fails, 424 when something is unknown; the body is the same. */
      gate: flag,
      /** `1`: no row that was looked at in the last minutes serves again; so it is with `gate=1`, too. */
      fresh: flag,
    },
    lines: auditEventSchema,
    json: auditSchema,
    bytes: 'text/csv',
  }),
  'GET /api/audits': defineRoute({
    summary: 'List the saved audits, newest first',
    /** `scope` asks for those of one registry, repository or artifact. */
    query: { scope: z.optional(z.string()) },
    json: savedAuditsSchema,
  }),
  'POST /api/audits': defineRoute({
    summary: 'Save an audit, the document that GET /api/audit gave',
    body: auditSchema,
    status: 201,
    json: savedAuditSchema,
  }),
  'GET /api/audits/{id}': defineRoute({ summary: 'Get a saved audit', json: savedAuditDocumentSchema }),
  'DELETE /api/audits/{id}': defineRoute({ summary: 'Delete a saved audit' }),
  'GET /api/audits/{id}/changes': defineRoute({
    summary:
      'Compare a saved audit with an earlier one: newly unsigned, failing, critical, fixed, new and gone',
    query: {
      /** The id of an earlier one; without it the one of the same scope that was saved before. */
      since: z.optional(z.string()),
    },
    json: auditChangesSchema,
  }),
} as const;
