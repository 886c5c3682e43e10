import { z } from 'zod';
import { askedQuestionSchema } from '#lib/api/contract/saved-question-contract';
import { parseJson } from '#lib/oci/parse-json';
import type { RepositoryPattern } from '#lib/roles/repository-pattern';
import { parsePattern } from '#lib/roles/repository-pattern';
import type { QuestionMemory, QuestionStanding, SavedQuestion, WebhookDelivery } from './saved-question.ts';

const question = z.object({
  id: z.string(),
  owner: z.string(),
  ownerName: z.string(),
  name: z.string(),
  asked: askedQuestionSchema,
  isShared: z.boolean(),
  createdAt: z.number(),
  keyHash: z.string().exactOptional(),
  webhook: z.object({ address: z.string(), secret: z.string() }).exactOptional(),
});

const standing = z.object({
  count: z.number(),
  isWhole: z.boolean(),
  askedAt: z.number(),
  since: z.number(),
});

const delivery = z.object({ at: z.number(), error: z.string().exactOptional() });

const file = z.object({
  question,
  /** Goes up with each change of it and of what is known. */
  version: z.number(),
  standing: standing.exactOptional(),
  delivery: delivery.exactOptional(),
});

/** A question as it lies in a folder. */
export type QuestionFile = z.infer<typeof file>;

const changed = z.array(z.object({ key: z.string(), reference: z.string() }));
const memory = z.object({
  keys: z
    .array(z.string())
    .nullable()
    .transform((keys) => keys ?? undefined),
  changes: z.array(
    z.object({ id: z.string(), at: z.number(), gained: changed, lost: changed, isCut: z.boolean() }),
  ),
});

/** The question that a text of {@link JSON.stringify} holds. @throws ZodError or OciError for any other text */
export function parseStoredQuestion(text: string): SavedQuestion {
  return question.parse(parseJson(text));
}

/** What a file holds. @throws ZodError or OciError for any other text */
export function parseQuestionFile(text: string): QuestionFile {
  return file.parse(parseJson(text));
}

/** How the last delivery ended, as it was stored. @throws ZodError or OciError for any other text */
export function parseDelivery(text: string): WebhookDelivery {
  return delivery.parse(parseJson(text));
}

/** How its hits stood, as it was stored. @throws ZodError or OciError for any other text */
export function parseStanding(text: string): QuestionStanding {
  return standing.parse(parseJson(text));
}

/** A memory as a text. */
export function formatMemory({ keys, changes }: QuestionMemory): string {
  return JSON.stringify({ keys: keys ?? null, changes });
}

/** The memory that a text of {@link formatMemory} holds. @throws ZodError or OciError for any other text */
export function parseMemory(text: string): QuestionMemory {
  return memory.parse(parseJson(text));
}

/** Patterns as they were stored; one that is none gives nothing. */
export function parseReach(texts: readonly string[] | null): readonly RepositoryPattern[] | undefined {
  return texts?.flatMap((text) => parsePattern(text) ?? []);
}
