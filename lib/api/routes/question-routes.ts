import * as z from 'zod/mini';
import {
  changesSchema,
  coverageAnswerSchema,
  leftoverKinds,
  noticedChanges,
  orphansSchema,
  repositoriesCoverageSchema,
  searchAnswerSchema,
  searchKinds,
  trendsSchema,
} from '#lib/api/contract/question-contract';
import { retentionReportSchema } from '#lib/api/contract/retention-contract';
import { apiLimits } from '#lib/api/limits';
import { cellStates, evidenceNames } from '#lib/audit/audit';
import { defineRoute } from './define-route.ts';

const rowCount = `must be a whole number from 1 to ${apiLimits.answerRowsMax}.`;
const scope = {
  /** Only of this registry. */
  host: z.optional(z.string()),
  /** Only of this repository, `host/name`. */
  repository: z.optional(z.string()),
};
const page = {
  n: z.optional(
    z.coerce
      .number({ error: rowCount })
      .check(z.int(rowCount), z.minimum(1, rowCount), z.maximum(apiLimits.answerRowsMax, rowCount)),
  ),
  /** The `next` of the page before. */
  last: z.optional(z.string().check(z.maxLength(4_000, 'has more than 4000 characters.'))),
};
const pageCount = 'must be a whole number from 1 to 100.';
const pageEnd = 'is not the "next" of an answer to this question.';
const dayCount = 'must be a whole number from 1 to 400.';
const days = z.optional(
  z.coerce
    .number({ error: dayCount })
    .check(z.int(dayCount), z.minimum(1, dayCount), z.maximum(400, dayCount)),
);

/** The routes that ask the inventory: what was scanned before, and not a registry. */
export const questionRoutes = {
  'GET /api/search': defineRoute({
    summary: 'Search what was scanned: packages, vulnerabilities, signers, licences, builders and more',
    query: {
      /** A part of the name, in any case; with `below` the whole name of a package, with or without its namespace. */
      q: z
        .string('is missing; write what you search for.')
        .check(z.minLength(1, 'is empty.'), z.maxLength(400, 'has more than 400 characters.')),
      kind: z.optional(z.enum(searchKinds, `can only be ${searchKinds.join(', ')}.`)),
      /** Only of packages: versions before this one, in the order of their ecosystem. */
      below: z.optional(
        z.string().check(z.minLength(1, 'is empty.'), z.maxLength(200, 'has more than 200 characters.')),
      ),
      ...scope,
      ...page,
      format: z.optional(z.enum(['json', 'csv'], 'can only be json or csv.')),
    },
    json: searchAnswerSchema,
    bytes: 'text/csv',
  }),
  'GET /api/coverage': defineRoute({
    summary: 'List artifacts that were scanned with the evidence that they have, in the rows of an audit',
    query: {
      ...scope,
      /** A kind of evidence: artifacts that are proven to have none, or those in the state that `state` names. */
      lacks: z.optional(z.enum(evidenceNames, `can only be ${evidenceNames.join(', ')}.`)),
      state: z.optional(z.enum(cellStates, `can only be ${cellStates.join(', ')}.`)),
      /** What is required, as `GET /api/audit` reads it; without it the file of requirements decides. */
      require: z.optional(z.string()),
      ...page,
    },
    json: coverageAnswerSchema,
  }),
  'GET /api/coverage/repositories': defineRoute({
    summary: 'Count the evidence of what was scanned by repository, the worst first',
    query: { ...scope, n: page.n },
    json: repositoriesCoverageSchema,
  }),
  'GET /api/trends': defineRoute({
    summary: 'Tell how coverage and open findings changed day by day, and what became different',
    query: {
      ...scope,
      days,
      n: page.n,
    },
    json: trendsSchema,
  }),
  'GET /api/changes': defineRoute({
    summary: 'List what became unsigned, vulnerable or fixed within the last days (7), newest first',
    query: {
      ...scope,
      /**
       * `unsigned`: a signature is not there any more. `vulnerable`: the first open critical finding. `fixed`: none of
       * them is left.
       */
      what: z.enum(noticedChanges, `can only be ${noticedChanges.join(', ')}.`),
      days,
      n: page.n,
    },
    json: changesSchema,
  }),
  'GET /api/orphans': defineRoute({
    summary: 'List what hangs on manifests that no tag leads to, and evidence that is superseded or old',
    query: {
      ...scope,
      /** `superseded`: a newer one of its kind, form and tool is there; `old`: it may be the newest. */
      what: z.optional(z.enum(leftoverKinds, `can only be ${leftoverKinds.join(', ')}.`)),
      /** Only of `old`: made so many days ago or earlier. */
      days,
      ...page,
    },
    json: orphansSchema,
  }),
  'GET /api/retention': defineRoute({
    summary: 'Report what retention rules would delete of what was scanned; changes nothing',
    query: {
      ...scope,
      /** The rules of `GET /api/cleanup`: `newest:10`, `newest:5:v*`, `stack:7`, `younger:30d`, `signed`. */
      keep: z
        .string('is missing; write rules such as newest:10.')
        .check(z.maxLength(2_000, 'has more than 2000 characters.')),
      /** Repositories of a page. */
      n: z.optional(
        z.coerce
          .number({ error: pageCount })
          .check(z.int(pageCount), z.minimum(1, pageCount), z.maximum(100, pageCount)),
      ),
      /** The `next` of the page before. */
      last: z.optional(
        z.coerce
          .number({ error: pageEnd })
          .check(z.int(pageEnd), z.minimum(0, pageEnd), z.maximum(2_147_483_647, pageEnd)),
      ),
      format: z.optional(z.enum(['json', 'csv'], 'can only be json or csv.')),
    },
    json: retentionReportSchema,
    bytes: 'text/csv',
  }),
} as const;
