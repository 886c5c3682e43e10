import * as z from 'zod/mini';
import { auditLogSchema, auditVerdictSchema, healthSchema } from '#lib/api/contract/admin-contract';
import { momentSchema } from '#lib/api/contract/verification-contract';
import { defineRoute } from './define-route.ts';

const text = z.optional(
  z.string().check(
    z.minLength(1, 'is empty; leave it out to ask for all rows.'),
    z.maxLength(300, 'has more than 300 characters.'),
    z.refine((value) => !/\p{Cc}/u.test(value), 'has characters that no row has.'),
  ),
);

/** The routes for who runs this Orrery. */
export const adminRoutes = {
  'GET /api/audit-log': defineRoute({
    summary:
      'List the audit log, newest rows first; who is no admin gets their own rows. With `format` all of them as a file',
    query: {
      from: z.optional(momentSchema),
      /** Rows before this moment. */
      until: z.optional(momentSchema),
      /** A part of the actor, in any case. */
      person: text,
      /** `copy-manifest`, `run`. */
      verb: text,
      /** A part of `host/name`, in any case. */
      repository: text,
      /** `done`, `failed`, `refused`: the result up to its colon. */
      outcome: text,
      n: z.optional(wholeNumber(1, 1000)),
      /** Rows that were written before this one. */
      last: z.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER)),
      format: z.optional(z.enum(['json', 'csv'], 'can only be json or csv.')),
    },
    json: auditLogSchema,
    bytes: 'text/csv',
  }),
  'GET /api/audit-log/verify': defineRoute({
    summary: 'Verify the chain of the audit log from its first row',
    json: auditVerdictSchema,
  }),
  'GET /api/admin/health': defineRoute({
    summary: 'Versions, replicas, database, identity provider, the last check of the audit log, and settings',
    json: healthSchema,
  }),
} as const;

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}.`;
  return z.coerce
    .number({ error: message })
    .check(z.int(message), z.minimum(min, message), z.maximum(max, message));
}
