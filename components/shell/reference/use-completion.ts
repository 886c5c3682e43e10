'use client';
import type { QueryClient } from '@tanstack/react-query';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import { apiLimits } from '#lib/api/limits';
import { repositoriesQuery, tagsQuery } from '#lib/api/queries/queries';
import { summaryQuery, tagDigestQuery } from '#lib/api/queries/summary-query';
import { formatAge } from '#lib/text/format';
import type { CompletionQuestion } from './completion.ts';
import { completingNames, offerOf, questionOf } from './completion.ts';
import type { CompletionAnswer } from './completion-line.ts';
import { completionLine } from './completion-line.ts';
import type { Offer } from './reference-box-state.ts';

/** What completes a text, from the registry it names. */
export type Completion = {
  readonly offers: readonly Offer[];
  /** The longest beginning of all that completes the text; empty where not all is known. */
  readonly shared: string;
  /** What there is to say of the list; empty for nothing. */
  readonly line: string;
  /** The registry that wants to know who asks. */
  readonly signInHost?: string;
};

const nothing: Completion = { offers: [], shared: '', line: '' };

/** Asks the registry that a text names, a moment after the typing has stopped; a list that is known is read at once. */
export function useCompletion(text: string): Completion {
  const client = useQueryClient();
  const question = questionOf(text);
  const list = question === undefined ? repositoriesQuery('') : listOf(question);
  const mayAsk = useSettled(question === undefined ? '' : list.queryKey.join(' '), text);
  // One list at a time: another one takes the place of this, and a request that nobody waits for ends.
  const query = useInfiniteQuery({ ...list, enabled: mayAsk && question !== undefined });
  const pages = query.data?.pages ?? [];
  const names = pages.flatMap((page) => page.names);
  const fitting = question === undefined ? undefined : completingNames(names, question);
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const isEnough =
    (fitting?.count ?? 0) >= apiLimits.completionsEnough || pages.length >= apiLimits.completionPagesMax;
  const isDue = mayAsk && hasNextPage && !isFetching && !isError && !isEnough;
  const count = pages.length;
  // Syncs with the registry, which names the next page only in the last one. The count is a dependency because a page
  // may come so soon that no render has seen it being fetched.
  useEffect(() => {
    if (isDue && count > 0) void fetchNextPage();
  }, [isDue, count, fetchNextPage]);
  if (question === undefined || fitting === undefined) return nothing;
  const isWhole = query.isSuccess && !hasNextPage && pages.every(({ cut }) => cut === undefined);
  const answer: CompletionAnswer = isError
    ? { state: 'failed', problem: problemOf(query.error) }
    : { state: isWhole ? 'whole' : isEnough ? 'cut' : 'asking', fitting: fitting.count, read: names.length };
  return {
    offers: fitting.shown.map((name) => offerOf(name, question, noteOf(client, name, question))),
    shared: isWhole ? fitting.shared : '',
    line: completionLine(answer, question),
    ...(answer.state === 'failed' && answer.problem.code === 'unauthorized'
      ? { signInHost: question.host }
      : {}),
  };
}

function listOf(question: CompletionQuestion) {
  return question.list === 'tags'
    ? tagsQuery(`${question.host}/${question.repository}`)
    : repositoriesQuery(question.host);
}

/** Whether a list may be asked for: once the text has not changed for a moment, and from then on while it is the same list. */
function useSettled(list: string, text: string): boolean {
  const [settled, setSettled] = useState('');
  // Syncs with the clock: the text is a dependency, because each letter begins the moment anew.
  useEffect(() => {
    if (list === settled) return;
    const timer = setTimeout(() => setSettled(text === '' ? '' : list), apiLimits.completionPauseMs);
    return () => clearTimeout(timer);
  }, [list, settled, text]);
  return list !== '' && list === settled;
}

/** The age of a tag that a list has shown lately; nobody is asked for it here. */
function noteOf(client: QueryClient, name: string, question: CompletionQuestion): string {
  if (question.list === 'repositories') return 'repository';
  const reference = `${question.host}/${question.repository}:${name}`;
  const digest = client.getQueryData(tagDigestQuery(reference).queryKey)?.digest;
  if (digest === undefined) return 'tag';
  const created = client.getQueryData(summaryQuery(`${reference}@${digest}`).queryKey)?.created;
  return (created === undefined ? undefined : formatAge(created, Date.now())) ?? 'tag';
}
