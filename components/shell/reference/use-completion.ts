'use client';
import type { QueryClient } from '@tanstack/react-query';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import { apiLimits } from '#lib/api/limits';
import { namesAfterQuery, repositoriesQuery, tagsQuery } from '#lib/api/queries/queries';
import { summaryQuery, tagDigestQuery } from '#lib/api/queries/summary-query';
import { formatAge } from '#lib/text/format';
import type { CompletionQuestion } from './completion.ts';
import { completingNames, endsBehind, offerOf, questionOf } from './completion.ts';
import type { CompletionAnswer } from './completion-line.ts';
import { completionLine } from './completion-line.ts';
import type { Offer } from './reference-box-state.ts';

/** What completes a text, from the registry it names. */
export type Completion = {
  readonly offers: readonly Offer[];
  /** The longest beginning of all that completes the text; empty where not all is known. */
  readonly shared: string;
  /** Whether more is being asked for, or is about to be. */
  readonly isAsking: boolean;
  /** What there is to say of the list; empty for nothing. */
  readonly line: string;
  /** Whether that is why the registry could not be asked. */
  readonly hasFailed: boolean;
  /** The registry that wants to know who asks. */
  readonly signInHost?: string;
};

const nothing: Completion = { offers: [], shared: '', isAsking: false, line: '', hasFailed: false };

/** Asks the registry that a text names, a moment after the typing has stopped; a list that is known is read at once. */
export function useCompletion(text: string): Completion {
  const client = useQueryClient();
  const question = questionOf(text);
  const known = useKnownNames(text, question);
  if (question === undefined) return nothing;
  const { fitting, problem } = known;
  const answer: CompletionAnswer =
    problem === undefined
      ? { state: known.state, fitting: fitting.count, read: known.read }
      : { state: 'failed', problem };
  return {
    offers: fitting.shown.map((name) => offerOf(name, question, noteOf(client, name, question))),
    shared: known.state === 'whole' ? fitting.shared : '',
    isAsking: answer.state === 'asking',
    line: completionLine(answer, question),
    hasFailed: answer.state === 'failed',
    ...(problem?.code === 'unauthorized' ? { signInHost: question.host } : {}),
  };
}

const noQuestion: CompletionQuestion = { list: 'repositories', host: '', begin: '' };

/** The names of the list that are known, of which those count that complete the text; more are asked for while they are few. */
function useKnownNames(text: string, asked: CompletionQuestion | undefined) {
  const question = asked ?? noQuestion;
  const list = listOf(question);
  const mayAsk = useSettled(asked === undefined ? '' : list.queryKey.join(' '), text);
  // One list at a time: another one takes the place of this, and a request that nobody waits for ends.
  const query = useInfiniteQuery({ ...list, enabled: mayAsk });
  const pages = query.data?.pages ?? [];
  const listed = pages.flatMap((page) => page.names);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  // In a long list the letters lead on: most registries can begin behind them.
  const mayLeap = useSettled(mayAsk && hasNextPage && question.begin !== '' ? text : '', text);
  const leap = useQuery({ ...namesAfterQuery(question, question.begin), enabled: mayLeap && !isFetching });
  const behind = mayLeap ? (leap.data?.names ?? []) : [];
  const fitting = completingNames([...listed, ...behind], question);
  const isEnough =
    fitting.count >= apiLimits.completionsEnough ||
    pages.reduce((sum, { asked: pagesOf }) => sum + pagesOf, 0) >= apiLimits.completionPagesMax ||
    completingNames(behind, question).count > 0;
  const isLeaping = question.begin !== '' && hasNextPage && (!mayLeap || leap.isFetching);
  useNextPage(mayAsk && hasNextPage && !isFetching && !query.isError && !isEnough && !isLeaping, {
    count: pages.length,
    fetchNextPage,
  });
  const isWhole =
    endsBehind(behind, question) ||
    (query.isSuccess && !hasNextPage && pages.every(({ cut }) => cut === undefined));
  const state: 'whole' | 'cut' | 'asking' = isWhole ? 'whole' : isEnough ? 'cut' : 'asking';
  return {
    ...{ fitting, state, read: listed.length },
    problem: query.isError ? problemOf(query.error) : undefined,
  };
}

type NextPage = { readonly count: number; readonly fetchNextPage: () => Promise<unknown> };

function useNextPage(isDue: boolean, { count, fetchNextPage }: NextPage): void {
  // Syncs with the registry, which names the next page only in the last one. The count is a dependency because a page
  // may come so soon that no render has seen it being fetched.
  useEffect(() => {
    if (isDue && count > 0) void fetchNextPage();
  }, [isDue, count, fetchNextPage]);
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
