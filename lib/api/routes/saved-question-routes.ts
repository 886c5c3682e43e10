import * as z from 'zod/mini';
import {
  putQuestionAnswerSchema,
  putQuestionSchema,
  questionAnswerSchema,
  savedQuestionsSchema,
} from '#lib/api/contract/saved-question-contract';
import { defineRoute } from './define-route.ts';

const key = z.optional(
  z.string().check(z.maxLength(100, 'is no key of a question.'), z.minLength(1, 'is empty.')),
);

/** The routes of questions that people keep. */
export const savedQuestionRoutes = {
  'GET /api/questions': defineRoute({
    summary: 'List saved questions with their number of hits: one’s own and those that others share',
    json: savedQuestionsSchema,
  }),
  'PUT /api/questions': defineRoute({
    summary:
      'Save a question, or change it; the answer holds a new key, and the secret of a new webhook, once',
    body: putQuestionSchema,
    json: putQuestionAnswerSchema,
  }),
  'DELETE /api/questions': defineRoute({
    summary: 'Delete a question of one’s own',
    query: { id: z.string('is missing; write the id of a question.') },
  }),
  'GET /api/questions/{id}': defineRoute({
    summary:
      'Get all hits of a saved question; with expect=none the status is 412 or 424 unless there are none. At <id>.atom: its new hits as an Atom feed',
    query: {
      format: z.optional(z.enum(['json', 'csv'], 'can only be json or csv.')),
      /**
       * `none`: 200 when there are no hits, 412 when there are, 424 when that is not known of all artifacts, also because
       * one has no document that would say it; `none-found`: 200 or 412 by what was found, and 424 where the
       * search was cut off before its end (`more`). The body is the same.
       */
      expect: z.optional(z.enum(['none', 'none-found'], 'can only be none or none-found.')),
      /** The key of the question, which opens it without a session: for CI, and for readers of feeds. */
      key,
    },
    json: questionAnswerSchema,
    bytes: 'text/csv',
  }),
} as const;
