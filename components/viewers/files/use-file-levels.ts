import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import type { Files } from '#lib/api/contract/files-contract';
import type { FilesPlace } from '#lib/api/queries/files-queries';
import { filesQuery } from '#lib/api/queries/files-queries';
import type { FileLevel } from './file-tree-rows.ts';

/** Lines that come with one answer: more than a screen holds. */
const pageSize = 500;

/** The pages that were asked for of each open folder, by the path that each begins behind. */
type Pages = ReadonlyMap<string, readonly (string | undefined)[]>;

const rootPages: Pages = new Map([['', [undefined]]]);

/** The open folders of a tree with what was loaded of them; a search has one level, which is not one folder. */
export function useFileLevels(place: FilesPlace, text: string) {
  const [pages, setPages] = useState(rootPages);
  const [searchPages, setSearchPages] = useState<{ readonly text: string; readonly lasts: Lasts }>(noSearch);
  const isSearch = text !== '';
  const lasts = searchPages.text === text ? searchPages.lasts : firstPage;
  const asked = isSearch ? new Map([['', lasts]]) : pages;
  const pairs = [...asked].flatMap(([folder, all]) => all.map((last) => ({ folder, last })));
  const results = useQueries({
    queries: pairs.map(({ folder, last }) =>
      filesQuery({
        ...place,
        ...{ under: folder === '' ? undefined : folder, last, n: pageSize },
        ...(isSearch ? { q: text } : { level: '1' as const }),
      }),
    ),
  });
  const levels = new Map<string, FileLevel>();
  pairs.forEach(({ folder }, at) => {
    const result = results[at];
    if (result !== undefined) levels.set(folder, joined(levels.get(folder), result));
  });
  const first = results[0];
  return {
    levels,
    first,
    open: new Set(pages.keys()),
    toggle: (folder: string) => setPages(toggled(pages, folder)),
    more: (folder: string) => {
      const last = levels.get(folder)?.entries.at(-1)?.path;
      if (isSearch) setSearchPages({ text, lasts: [...lasts, last] });
      else setPages(new Map(pages).set(folder, [...(pages.get(folder) ?? firstPage), last]));
    },
    retry: (folder: string) =>
      pairs.forEach((pair, at) => {
        if (pair.folder === folder && results[at]?.isError === true) void results[at].refetch();
      }),
  };
}

type Lasts = readonly (string | undefined)[];
const firstPage: Lasts = [undefined];
const noSearch = { text: '', lasts: firstPage };

type Result = {
  readonly data: Files | undefined;
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
};

function joined(before: FileLevel | undefined, { data, isPending, isError, error }: Result): FileLevel {
  return {
    entries: [...(before?.entries ?? []), ...(data?.entries ?? [])],
    total: data?.total ?? before?.total ?? 0,
    isPending: isPending || before?.isPending === true,
    ...(isError ? { problem: problemOf(error) } : {}),
  };
}

function toggled(pages: Pages, folder: string): Pages {
  const next = new Map(pages);
  if (!next.delete(folder)) next.set(folder, firstPage);
  return next;
}
