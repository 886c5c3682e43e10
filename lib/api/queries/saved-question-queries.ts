import { queryOptions } from '@tanstack/react-query';
import { callRoute, sendDelete } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiPath } from '#lib/api/routes/api-path';
import type { BodyOf, JsonOf } from '#lib/api/routes/route-types';

/** A saved question in a list. */
export type ListedQuestion = JsonOf<'GET /api/questions'>['questions'][number];

/** A question that can be saved. */
export type AskableQuestion = ListedQuestion['question'];

/** One's own saved questions and those that others share. */
export const savedQuestionsQuery = queryOptions({
  queryKey: ['saved-questions'],
  queryFn: ({ signal }) => callRoute('GET /api/questions', {}, { signal }),
  staleTime: 0,
  retry: retryOnce,
});

/** All that a saved question finds now, and what changed before. */
export function savedQuestionQuery(id: string) {
  return queryOptions({
    queryKey: ['saved-question', id],
    queryFn: ({ signal }) => callRoute('GET /api/questions/{id}', { id }, { signal }),
    staleTime: 0,
    retry: retryOnce,
  });
}

/** Saves a question, or changes the one of this id. */
export async function saveQuestion(
  body: BodyOf<'PUT /api/questions'>,
): Promise<JsonOf<'PUT /api/questions'>> {
  return await callRoute('PUT /api/questions', {}, { body });
}

/** Deletes a question of one's own. */
export async function deleteQuestion(id: string): Promise<void> {
  await sendDelete(apiPath('/api/questions', { id }));
}

/** The address of all hits as a file for a spreadsheet. */
export function questionFile(id: string): string {
  return apiPath('/api/questions/{id}', { id, format: 'csv' });
}
