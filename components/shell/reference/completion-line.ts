import type { Problem } from '#lib/api/problems/problem';
import type { CompletionQuestion } from './completion.ts';

/** How far the list is known that completes a text. */
export type CompletionAnswer =
  | {
      /** `cut`: enough was read, and there is more. */
      readonly state: 'asking' | 'whole' | 'cut';
      /** The names that complete the text, of those that were read. */
      readonly fitting: number;
      readonly read: number;
    }
  | { readonly state: 'failed'; readonly problem: Problem };

/** The line under the offers: what is being asked, or why nothing is offered; empty where the offers say it all. */
export function completionLine(answer: CompletionAnswer, question: CompletionQuestion): string {
  const { host, begin } = question;
  const place = question.list === 'tags' ? `${host}/${question.repository}` : host;
  if (answer.state === 'failed') return failedLine(answer.problem, question);
  if (answer.state === 'asking') return answer.fitting === 0 ? `Asking ${host}…` : 'More are coming…';
  const read = answer.read.toLocaleString('en');
  if (answer.state === 'cut') {
    return answer.fitting === 0
      ? `None of the first ${read} ${question.list} of ${place} begins with “${begin}”. There are more.`
      : `There are more than the first ${read}. Type more to narrow them down.`;
  }
  if (answer.fitting > 0) return '';
  if (answer.read === 0) return `${place} has no ${question.list}.`;
  return `No ${question.list === 'tags' ? 'tag' : 'repository'} of ${place} begins with “${begin}”.`;
}

function failedLine({ code, status, title }: Problem, question: CompletionQuestion): string {
  const { host } = question;
  if (status === 401) return `${host} lists its content only after you sign in.`;
  const isAbsent = code === 'unsupported' || status === 404 || status === 403;
  if (!isAbsent) return `${host} could not be asked: ${title}.`;
  return question.list === 'tags'
    ? `${host} has no repository ${question.repository}, or hides it from you.`
    : `${host} does not list its repositories.`;
}
