import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import { noticedChanges, searchKinds } from '#lib/api/contract/question-contract';
import { cellStates, evidenceNames } from '#lib/audit/audit';

const text = z.exactOptional(z.string());
const bounded = (max: number) =>
  z.string().check(z.minLength(1, 'is empty.'), z.maxLength(max, `has more than ${max} characters.`));

const place = {
  /** Only of this registry. */
  host: z.exactOptional(bounded(300)),
  /** Only of this repository, `host/name`. */
  repository: z.exactOptional(bounded(600)),
};

/** A question that can be asked again: the parameters of a search, of a list of coverage, or of a list of changes. */
export const askedQuestionSchema = z.discriminatedUnion('about', [
  z.strictObject({
    ...place,
    about: z.literal('search'),
    q: bounded(400),
    kind: z.enum(searchKinds),
    below: z.exactOptional(bounded(200)),
  }),
  z.strictObject({
    ...place,
    about: z.literal('coverage'),
    lacks: z.enum(evidenceNames),
    /** `none` when left out. */
    state: z.exactOptional(z.enum(cellStates)),
  }),
  z.strictObject({ ...place, about: z.literal('changes'), what: z.enum(noticedChanges) }),
]);

/** A saved question in a list. */
const savedQuestionSchema = z.object({
  id: z.string(),
  name: z.string(),
  question: askedQuestionSchema,
  /** Everybody sees it, each with the answer that their own rights allow. */
  shared: z.boolean(),
  own: z.boolean(),
  /** Who shares it; absent of one's own. */
  owner: text,
  created: z.string(),
  /** Says which state of it this is: a change that names another one is refused. Of others it is never told. */
  version: text,
  /** How many hits it had when it was asked last; absent where that is not known, or was counted by other rights. */
  hits: z.exactOptional(
    z.object({
      count: z.number(),
      /** There are more than are counted. */
      more: z.boolean(),
      asked: z.string(),
      /** Since when it is so. */
      since: z.string(),
    }),
  ),
  /** Whether its address opens with a key. Of others it is never told. */
  hasKey: z.boolean(),
  /** Who is told of new hits, and how the last delivery ended. Of others it is never told. */
  webhook: z.exactOptional(z.object({ address: z.string(), lastAt: text, lastError: text })),
});

export type SavedQuestionEntry = z.infer<typeof savedQuestionSchema>;

/** `GET /api/questions`: one's own and those that others share, by name. */
export const savedQuestionsSchema = z.object({ questions: z.array(savedQuestionSchema) });

/** `PUT /api/questions`: saves a question, or changes the one with this id. */
export const putQuestionSchema = z.strictObject({
  id: z.exactOptional(z.string()),
  /** The version that is changed; without it whatever is there is changed. */
  version: z.exactOptional(z.string()),
  name: z.string().check(
    z.refine((name) => name.trim() !== '', 'is empty.'),
    z.maxLength(100, 'has more than 100 characters.'),
  ),
  question: askedQuestionSchema,
  shared: z.exactOptional(z.boolean()),
  /** Where new hits are sent; null: nowhere any more; without it that stays as it is. */
  webhook: z.exactOptional(z.nullable(bounded(2_000))),
  /** `new` makes a key and ends the one before, `none` ends it. */
  key: z.exactOptional(z.enum(['new', 'none'], 'can only be new or none.')),
});

/** The question as it is now. A key, and the secret that signs what a webhook gets, are told here and never again. */
export const putQuestionAnswerSchema = z.object({
  question: savedQuestionSchema,
  key: text,
  secret: text,
});

const named = z.array(z.object({ reference: z.string() }));

/** `GET /api/questions/<id>`: the whole answer of now, and what changed before. */
export const questionAnswerSchema = z.object({
  question: savedQuestionSchema,
  /** RFC 3339: when the oldest fact in it was learned; absent where nothing is known. */
  asOf: text,
  /** Artifacts by their names. */
  hits: z.number(),
  /** There are more than are listed. */
  more: z.boolean(),
  /** Artifacts of which nobody can say whether they are hits. */
  unknown: z.number(),
  /** Artifacts without a document that would say it, as an SBOM. */
  without: z.number(),
  /** Versions of a package that no known order compares with `below`. */
  notCompared: z.number(),
  /** Repositories that are left out: nobody could ask the registry whether the caller may read them. */
  notAsked: z.exactOptional(z.number()),
  /** Manifests: the platforms of an index are several under one name. */
  rows: z.array(z.object({ reference: z.string(), digest: z.exactOptional(digestSchema), at: text })),
  /** The newest first. */
  changes: z.array(z.object({ at: z.string(), gained: named, lost: named, more: z.boolean() })),
});
