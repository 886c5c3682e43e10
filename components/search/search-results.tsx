'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Bookmark, Download } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { download } from '#components/ui/download.ts';
import { NextPageButton } from '#components/ui/feedback/next-page-button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { NothingScanned } from '#components/ui/nothing-scanned';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import type { SearchParameters } from '#lib/api/queries/search-query';
import { searchFile, searchQuery } from '#lib/api/queries/search-query';
import type { JsonOf } from '#lib/api/routes/route-types';
import { FoundEntry } from './found-entry.tsx';
import { joinPages } from './join-pages.ts';
import { questionName } from './question-words.ts';
import { SearchNotes } from './search-notes.tsx';
import type { SearchedKind } from './search-words.ts';
import { countOf, nothingFoundText, readSearchKind } from './search-words.ts';

type SearchAnswer = JsonOf<'GET /api/search'>;

const QuestionDialog = dynamic(() => import('./question-dialog.tsx').then((file) => file.QuestionDialog), {
  ssr: false,
});

type SearchResultsProps = {
  readonly asked: SearchParameters & { readonly kind: SearchedKind };
  /** A question was saved under this id. */
  readonly onSaved: (id: string) => void;
};

/** What was found, name by name, and what nobody can say. */
export function SearchResults({ asked, onSaved }: SearchResultsProps) {
  const query = useInfiniteQuery(searchQuery(asked));
  const pages = query.data?.pages ?? [];
  const [first] = pages;
  if (query.isError && first === undefined)
    return (
      <ProblemPanel problem={problemOf(query.error)} onRetry={() => void query.refetch()} className="m-4" />
    );
  if (first === undefined) return <SkeletonRows count={6} label="Searching" className="h-9" />;
  const names = joinPages(pages.flatMap(({ rows }) => rows));
  return (
    <section aria-label="What was found" className="min-h-0 grow overflow-auto">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 text-sm">
        <p role="status" className="grow font-medium">
          {countText(names, readSearchKind(asked.kind ?? null), query.hasNextPage)}
        </p>
        <div className="flex gap-2">
          <SaveQuestion asked={asked} onSaved={onSaved} />
          {names.length === 0 ? null : (
            <Button onClick={() => download(searchFile(asked))}>
              <Download size={14} aria-hidden="true" /> CSV
            </Button>
          )}
        </div>
      </div>
      <SearchNotes answer={first} kind={readSearchKind(asked.kind ?? null)} />
      {names.length === 0 ? <NothingFound answer={first} kind={asked.kind} /> : null}
      <ul>
        {names.map((name) => (
          <FoundEntry key={[name.name, name.type, name.version].join('\0')} found={name} />
        ))}
      </ul>
      <NextPageButton query={query} />
    </section>
  );
}

function SaveQuestion({ asked, onSaved }: SearchResultsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { q, kind, below } = asked;
  const question = { about: 'search', q, kind, ...(below === undefined ? {} : { below }) } as const;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <Bookmark size={14} aria-hidden="true" /> Save this question
      </Button>
      {isOpen ? (
        <QuestionDialog
          asked={{ question, name: questionName(question) }}
          onSaved={onSaved}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </>
  );
}

function countText(
  names: ReturnType<typeof joinPages>,
  kind: ReturnType<typeof readSearchKind>,
  isMore: boolean,
): string {
  const end = isMore ? ' so far' : '';
  if (names.length === 0) return `No hits${end}`;
  if (kind === 'repository')
    return `${names.length.toLocaleString('en')} ${names.length === 1 ? 'repository' : 'repositories'}${end}`;
  const artifacts = new Set(names.flatMap(({ references }) => references.map(({ reference }) => reference)));
  return `${countOf(names.length, 'name')} in ${countOf(artifacts.size, 'artifact')}${end}`;
}

type NothingFoundProps = { readonly answer: SearchAnswer; readonly kind: SearchedKind };

/** Nothing found is no proof: it depends on what was scanned. */
function NothingFound({ answer, kind }: NothingFoundProps) {
  if (answer.artifacts === 0) return <NothingScanned notAsked={answer.notAsked} />;
  return <EmptyState title="Nothing found">{nothingFoundText(answer, kind)}</EmptyState>;
}
