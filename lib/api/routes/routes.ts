import * as z from 'zod/mini';
import { cleanupEventSchema, cleanupSchema } from '#lib/api/contract/cleanup-contract';
import { comparisonSchema } from '#lib/api/contract/compare-contract';
import { digestSchema } from '#lib/api/contract/digest-schema';
import { documentsSchema, rowsSchema } from '#lib/api/contract/document-contract';
import { filesSchema } from '#lib/api/contract/files-contract';
import { findingsSchema } from '#lib/api/contract/findings-contract';
import { factSchema, graphSchema } from '#lib/api/contract/graph-contract';
import {
  planListSchema,
  planRecordSchema,
  planSchema,
  runEventSchema,
  runRequestSchema,
  uploadSchema,
} from '#lib/api/contract/plan-contract';
import { planRequestSchema } from '#lib/api/contract/plan-request-contract';
import {
  capabilitiesSchema,
  credentialsSchema,
  namesSchema,
  registriesSchema,
  resolvedSchema,
  signedInSchema,
  signOutSchema,
} from '#lib/api/contract/registry-contract';
import {
  knownPoliciesSchema,
  momentSchema,
  verificationEventSchema,
  verificationSchema,
  verifyRequestSchema,
} from '#lib/api/contract/verification-contract';
import { defineRoute, flag } from '#lib/api/routes/define-route';
import { partNames } from '#lib/formats/documents/rows';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { adminRoutes } from './admin-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { inventoryRoutes } from './inventory-routes.ts';
import { questionRoutes } from './question-routes.ts';
import { savedQuestionRoutes } from './saved-question-routes.ts';
import { serviceAccountRoutes } from './service-account-routes.ts';
import { sessionRoutes } from './session-routes.ts';

const reference = z.string('is missing; write a reference such as ghcr.io/org/app:1.2.');
const host = z.string('is missing; write a registry such as ghcr.io or localhost:5000.');
/** What comes behind the name `last`, at most `n` names. */
const page = {
  n: z.optional(wholeNumber(1, 1000)),
  last: z.optional(z.string()),
  /** Begins behind this name, in a registry that lists names in the order of their letters. */
  after: z.optional(z.string()),
};

/**
 * Every route of our HTTP interface under its method and path. The server reads parameters and bodies with it, the
 * client builds addresses and checks answers with it, and `GET /api/openapi.json` describes it.
 */
export const routes = {
  'GET /api/registries': defineRoute({
    summary: 'List the registries this Orrery knows',
    json: registriesSchema,
  }),
  'GET /api/registry': defineRoute({
    summary: 'Tell what a registry can do',
    query: { host, repository: z.optional(z.string()) },
    json: capabilitiesSchema,
  }),
  'GET /api/repositories': defineRoute({
    summary: 'List one page of repositories',
    query: { host, ...page },
    json: namesSchema,
  }),
  'GET /api/tags': defineRoute({
    summary: 'List one page of tags',
    query: {
      ref: z.string('is missing; write a repository such as ghcr.io/org/app.'),
      ...page,
      /** Beyond 1,000 names several pages of the registry come as one, as many as it gives within a moment. */
      n: z.optional(wholeNumber(1, 10_000)),
    },
    json: namesSchema,
  }),
  'GET /api/resolve': defineRoute({
    summary: 'Resolve a reference to its digest and media type',
    query: { ref: reference },
    json: resolvedSchema,
  }),
  'GET /api/manifest': defineRoute({
    summary: 'Get the exact bytes of a manifest',
    query: { ref: reference },
    bytes: '*/*',
  }),
  'GET /api/blob': defineRoute({
    summary: 'Get the bytes of a blob, verified against its digest',
    /** `name` is what a downloaded file is called. */
    query: { ref: z.string('is missing; write host/name@digest.'), name: z.optional(z.string()) },
    bytes: 'application/octet-stream',
  }),
  'GET /api/document': defineRoute({
    summary: 'Read the documents an artifact carries',
    query: {
      ref: reference,
      /** `1` does not wait until the packages of a large SBOM are counted: it has `isCounting` then, and its first rows. */
      prompt: flag,
    },
    json: documentsSchema,
  }),
  'GET /api/document/rows': defineRoute({
    summary: 'List rows of one part of a document',
    query: {
      /** Of the manifest that carries the document. */
      ref: reference,
      blob: digestSchema,
      /** The place of the document in its blob. */
      index: z.optional(wholeNumber(0, 100_000)),
      part: z.enum(partNames, `can only be ${partNames.join(', ')}.`),
      /** A part of any text of the row, in any case. */
      q: z.optional(z.string().check(z.maxLength(200, 'has more than 200 characters.'))),
      /** `severity:critical,high;fixable:1`, each value percent-encoded. */
      filter: z.optional(z.string().check(z.maxLength(4_000, 'has more than 4000 characters.'))),
      /** The name of a field; with a minus before it the reverse. */
      sort: z.optional(z.string()),
      n: z.optional(wholeNumber(1, 1000)),
      /** Rows that stand before the page. */
      last: z.optional(wholeNumber(0, 100_000_000)),
      /** The id of a package: asks for the ways that lead to it. */
      path: z.optional(z.string().check(z.maxLength(2_000, 'has more than 2000 characters.'))),
      /** `csv` gives all rows that fit, for a spreadsheet. */
      format: z.optional(z.enum(['json', 'csv'], 'can only be json or csv.')),
    },
    json: rowsSchema,
    bytes: 'text/csv',
  }),
  'GET /api/files': defineRoute({
    summary:
      'List the files of a layer, a chart, another archive or a whole image; with `path`, get the bytes of one file',
    query: {
      /** The digest of a layer, or of the manifest of one platform. */
      ref: z.string('is missing; write host/name@digest.'),
      /** The digest of the manifest that lists the layer: it tells where an index is carried. */
      manifest: z.optional(digestSchema),
      path: z.optional(z.string()),
      /** `1` gives the file its own name as a download. */
      download: flag,
      /** Only paths that contain this. */
      q: z.optional(z.string()),
      /** Only what lies in this folder. */
      under: z.optional(z.string()),
      /** `1`: only what lies directly in the folder, folders with the sum of what they hold. */
      level: flag,
      /** `1`: of a whole platform also what a later layer removed. */
      removed: flag,
      ...page,
    },
    json: filesSchema,
    bytes: 'application/octet-stream',
  }),
  'GET /api/archive': defineRoute({
    summary: 'Download the graph as an OCI image layout in a tar file',
    query: {
      ref: reference,
      /** `0` leaves the layers of images out. */
      layers: z.optional(z.enum(['0', '1'], 'can only be 0 or 1.')),
      accept: z.optional(z.enum(['unknown'], 'can only be "unknown".')),
      /** `1`: the answer begins once the whole graph is known, and refuses what would not be whole. */
      whole: z.optional(z.enum(['1'], 'can only be 1.')),
    },
    bytes: 'application/x-tar',
  }),
  'GET /api/graph': defineRoute({
    summary: 'Walk the graph around a reference',
    query: {
      ref: reference,
      depth: z.optional(wholeNumber(1, 32)),
      artifactType: z.optional(
        z.string().check(z.minLength(1, 'is empty; leave it out to ask for all types.')),
      ),
      include: z.optional(z.enum(['blobs'], 'can only be "blobs".')),
      /** Only these sources are asked again, joined by commas. */
      sources: z.optional(z.string()),
      /** Nothing that was remembered for a while, such as a list of tags, serves again. */
      fresh: flag,
      /** For a row of a list: the tag list answers for the tags made from digests, which saves four requests. */
      row: flag,
    },
    lines: factSchema,
    json: graphSchema,
  }),
  'GET /api/findings': defineRoute({
    summary: 'Join the findings of the newest reports with the VEX statements that apply',
    query: {
      ref: reference,
      /** Nothing that was remembered for a while serves again. */
      fresh: flag,
    },
    json: findingsSchema,
  }),
  'GET /api/compare': defineRoute({
    summary: 'Compare two artifacts; with files=1 also their files, for which the layers are downloaded',
    query: {
      left: reference,
      right: reference,
      /** Of two indexes: `linux/amd64` and not another that both have. */
      platform: z.optional(z.string()),
      /** Compares the files of both, too. */
      files: flag,
      /** Nothing that was remembered for a while serves again. */
      fresh: flag,
    },
    json: comparisonSchema,
  }),
  'GET /api/verify': defineRoute({
    summary: 'Verify every signature and attestation against a policy',
    query: {
      ref: reference,
      /** The name of one policy; without it all that apply. */
      policy: z.optional(z.string().check(z.maxLength(300, 'has more than 300 characters.'))),
      /** Judges as of this moment; without it as of now. */
      at: z.optional(momentSchema),
      /** Nothing that was remembered for a while serves again. */
      fresh: flag,
    },
    lines: verificationEventSchema,
    json: verificationSchema,
  }),
  'POST /api/verify': defineRoute({
    summary: 'Verify against a policy given in the request; changes nothing',
    body: verifyRequestSchema,
    lines: verificationEventSchema,
    json: verificationSchema,
  }),
  'GET /api/policies': defineRoute({
    summary: 'List the policies of this Orrery and what they require',
    /** `ref` asks which of them apply to it. */
    query: { ref: z.optional(z.string()) },
    json: knownPoliciesSchema,
  }),
  ...auditRoutes,
  'GET /api/cleanup': defineRoute({
    summary: 'Find what can be deleted from a repository and preview retention rules; changes nothing',
    query: {
      ref: z.string('is missing; write a repository such as ghcr.io/org/app.'),
      /** Retention rules joined by commas: `newest:10`, `newest:5:v*`, `stack:7`, `younger:30d`, `signed`. */
      keep: z.optional(z.string().check(z.maxLength(2_000, 'has more than 2000 characters.'))),
      /** Artifacts without a tag are listed when they are older than so many days. */
      days: z.optional(wholeNumber(0, 36_500)),
      /** The name of one policy, for the signers that it does not name; without it all that apply. */
      policy: z.optional(z.string().check(z.maxLength(300, 'has more than 300 characters.'))),
      /** Nothing that was remembered for a while serves again. */
      fresh: flag,
    },
    lines: cleanupEventSchema,
    json: cleanupSchema,
  }),
  ...questionRoutes,
  ...savedQuestionRoutes,
  'POST /api/uploads': defineRoute({
    summary: 'Upload a file for a plan',
    query: {
      name: z.string('is missing; write the name of the file.').check(
        z.minLength(1, 'is empty.'),
        z.maxLength(255, 'has more than 255 characters.'),
        z.refine((name) => !/\p{Cc}/u.test(name), 'has characters that cannot be written.'),
      ),
      /** What the server compares the bytes with. */
      digest: z.optional(
        z.custom<Digest>(
          (value) => typeof value === 'string' && isDigest(value) && value.startsWith('sha256:'),
          'is not a sha256 digest.',
        ),
      ),
      /** The plan whose archive is kept instead of a body, so that it can be imported. */
      plan: z.optional(z.string()),
    },
    body: 'bytes',
    status: 201,
    json: uploadSchema,
  }),
  'DELETE /api/uploads/{id}': defineRoute({ summary: 'Remove an uploaded file' }),
  'GET /api/plans': defineRoute({
    summary: 'List the plans of this session and those made without a sign-in',
    json: planListSchema,
  }),
  'POST /api/plans': defineRoute({
    summary: 'Plan a change; changes nothing until it runs',
    body: planRequestSchema,
    status: 201,
    json: planSchema,
  }),
  'GET /api/plans/{id}': defineRoute({
    summary: 'Get the record of a plan',
    /** `download` gives it as a file. */
    query: { download: flag },
    json: planRecordSchema,
  }),
  'DELETE /api/plans/{id}': defineRoute({ summary: 'Cancel a run, or discard a plan that has not started' }),
  'POST /api/plans/{id}/run': defineRoute({
    summary: 'Run or resume a plan, or follow its run; each step is one line, the result is the last',
    body: runRequestSchema,
    lines: runEventSchema,
  }),
  'GET /api/plans/{id}/archive': defineRoute({
    summary: 'Download what a plan archived before it deleted',
    bytes: 'application/x-tar',
  }),
  ...sessionRoutes,
  ...adminRoutes,
  ...inventoryRoutes,
  ...serviceAccountRoutes,
  'POST /api/sign-in': defineRoute({
    summary: 'Sign in to a registry for this browser session',
    body: credentialsSchema,
    json: signedInSchema,
  }),
  'POST /api/sign-out': defineRoute({
    summary: 'Sign out of a registry and forget its credentials',
    body: signOutSchema,
  }),
} as const;

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}.`;
  return z.coerce
    .number({ error: message })
    .check(z.int(message), z.minimum(min, message), z.maximum(max, message));
}
