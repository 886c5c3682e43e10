import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import { answerSchema } from '#lib/api/contract/graph-contract';
import type { Same } from '#lib/api/contract/same';
import { checkCodes } from '#lib/graph/verification/check-code';
import { checkStates, evidenceForms } from '#lib/graph/verification/evidence-check';
import type { KnownPolicies } from '#lib/graph/verification/policy-description';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import type { Verification, VerificationEvent } from '#lib/graph/verification/verification';
import { verdicts } from '#lib/graph/verification/verification';
import { kinds } from '#lib/oci/kind';

const text = z.exactOptional(z.string());
const texts = z.array(z.string());

/** A moment as of RFC 3339. */
export const momentSchema = z.string('is missing; write a time such as 2026-01-31T12:00:00Z.').check(
  z.regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i,
    'is no time as of RFC 3339, such as 2026-01-31T12:00:00Z.',
  ),
  z.refine((moment) => !Number.isNaN(Date.parse(moment)), 'is no time that exists.'),
);

const partsSchema = z.strictObject({
  documents: z.exactOptional(z.array(z.unknown())),
  trustedRoots: z.exactOptional(z.record(z.string(), z.unknown())),
  keys: z.exactOptional(z.record(z.string(), z.string())),
  notation: z.exactOptional(
    z.strictObject({
      trustPolicy: z.exactOptional(z.unknown()),
      trustStores: z.exactOptional(z.record(z.string(), texts)),
    }),
  ),
});

/** The body of `POST /api/verify`: `policy` is the name of one that is known here, or a whole one. */
export const verifyRequestSchema = z.strictObject({
  ref: z.string('is missing; write a reference such as ghcr.io/org/app:1.2.'),
  policy: z.optional(z.union([z.string(), partsSchema], 'is neither a name nor the parts of a policy.')),
  at: z.optional(momentSchema),
});

const facet = z.object({ state: z.enum(['holds', 'fails', 'unknown']), reason: text });

const signer = z.object({
  kind: z.enum(['key', 'certificate']),
  name: z.string(),
  identity: text,
  issuer: text,
  keyFingerprint: text,
  extensions: z.exactOptional(z.record(z.string(), z.string())),
  notBefore: text,
  notAfter: text,
});

const signedTime = z.object({
  source: z.enum(['log', 'timestamp', 'claimed']),
  at: z.string(),
  by: text,
  logIndex: text,
});

const evidenceCheckSchema = z.object({
  digest: digestSchema,
  blob: z.exactOptional(digestSchema),
  about: digestSchema,
  through: z.exactOptional(z.enum(['index', 'platform', 'referrer'])),
  form: z.enum(evidenceForms),
  kind: z.enum(kinds),
  predicateType: text,
  state: z.enum(checkStates),
  facets: z.object({ integrity: facet, binding: facet, trust: facet }),
  signer: z.exactOptional(signer),
  times: z.array(signedTime),
  authority: text,
  authorities: z.exactOptional(texts),
  code: z.enum(checkCodes),
  reason: z.string(),
  help: text,
  warnings: z.exactOptional(texts),
});

const source = z.enum(['file', 'inline']);
const applies = z.exactOptional(z.boolean());

const policyDescription = {
  policies: z.array(
    z.object({
      name: z.string(),
      source,
      images: texts,
      mode: z.enum(['enforce', 'warn']),
      applies,
      authorities: z.array(z.object({ name: z.string(), says: z.string(), unsupported: texts })),
      unsupported: texts,
    }),
  ),
  statements: z.array(z.object({ name: z.string(), source, scopes: texts, applies, says: z.string() })),
  roots: z.array(z.object({ name: z.string(), date: text })),
  keys: z.array(z.object({ name: z.string(), fingerprint: z.string() })),
  stores: z.array(z.object({ name: z.string(), certificates: z.number() })),
  problems: texts,
};

/** `GET /api/policies`: the policies of this Orrery, and what they mean. */
export const knownPoliciesSchema = z.object({
  ...policyDescription,
  source: z.enum(['file', 'none']),
  hash: z.string(),
  asOf: z.string(),
});

const summary = {
  reference: z.string(),
  digest: digestSchema,
  at: z.string(),
  policy: z.object({ name: z.string(), hash: z.string(), source: z.enum(['file', 'inline', 'none']) }),
  policyDescription: z.exactOptional(z.object(policyDescription)),
  verdict: z.enum(verdicts),
  reasons: texts,
  answers: z.array(answerSchema),
  commands: texts,
};

/** `GET /api/verify`: every signature and attestation of an artifact, checked against a policy. */
export const verificationSchema = z.object({ ...summary, checks: z.array(evidenceCheckSchema) });

/** One line of `GET /api/verify` as NDJSON. */
export const verificationEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('check'), check: evidenceCheckSchema }),
  z.object({ type: z.literal('end'), ...summary }),
]);

// What lib/graph knows and what travels is one thing.
true satisfies Same<z.infer<typeof verificationSchema>, Verification>;
true satisfies Same<z.infer<typeof verificationEventSchema>, VerificationEvent>;
true satisfies Same<z.infer<typeof knownPoliciesSchema>, KnownPolicies>;
true satisfies Same<z.infer<typeof partsSchema>, PolicyParts>;
