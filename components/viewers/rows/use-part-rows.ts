import { useEffect, useState } from 'react';
import { formatSort } from '#components/ui/table/table-rows.ts';
import { usePagedRows } from '#components/ui/table/use-paged-rows.ts';
import type { DocumentEntry } from '#lib/api/contract/document-contract';
import { apiLimits } from '#lib/api/limits';
import { rowsQuery } from '#lib/api/queries/document-queries';
import type { PartName } from '#lib/formats/documents/rows';
import { formatRowFilter } from '#lib/formats/rows/row-query';
import type { RowView } from './row-view.ts';
import { rowFilters } from './row-view.ts';

/** Which rows of which document. */
export type PartOfDocument<Part extends PartName> = {
  /** `host/name@digest` of the artifact that carries the document. */
  readonly reference: string;
  readonly entry: DocumentEntry;
  readonly part: Part;
};

const pageSize = apiLimits.tableRows;
/** Somebody who types is not asked for after every letter. */
const typingMs = 150;

/** What `GET /api/document/rows` is asked for a part of a document in a view, without the page. */
export function partQuestion<Part extends PartName>(
  { reference, entry, part }: PartOfDocument<Part>,
  view: RowView,
) {
  const { words } = view;
  const filter = formatRowFilter(rowFilters(view));
  const sort = formatSort(view.sort);
  return {
    ...{ ref: reference, blob: entry.blob.digest, part },
    ...(entry.index === 0 ? {} : { index: entry.index }),
    ...(words.trim() === '' ? {} : { q: words.trim() }),
    ...(filter === '' ? {} : { filter }),
    ...(sort === undefined ? {} : { sort }),
  };
}

/** The rows of a part of a document that fit a view, loaded page by page. */
export function usePartRows<Part extends PartName>(of: PartOfDocument<Part>, view: RowView) {
  const words = useSettled(view.words);
  const question = partQuestion(of, { ...view, words });
  return usePagedRows(JSON.stringify(question), pageSize, (offset) =>
    rowsQuery({ ...question, n: pageSize, ...(offset === 0 ? {} : { last: offset }) }),
  );
}

/** A text as it was when somebody last stopped typing. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  // Waits on the clock of the browser.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
