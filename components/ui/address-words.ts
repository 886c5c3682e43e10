import { useEffect } from 'react';
import { readableQuery } from './readable-query.ts';
import { useSearch } from './use-search.ts';

/** The part of an address with what is searched for in the document that is shown. */
export const wordsKey = 'words';

/** What the address searches for in the document that is shown. */
export function addressWords(): string {
  return new URLSearchParams(location.search).get(wordsKey) ?? '';
}

/** The query of an address that searches for other words. */
export function withWords(search: string, words: string): string {
  const query = new URLSearchParams(search);
  if (words.trim() === '') query.delete(wordsKey);
  else query.set(wordsKey, words);
  return readableQuery(query);
}

/** Not with each letter: browsers refuse an address that changes too often. */
const pauseMs = 300;

/** Keeps in the address what is searched for in a document, so that a way back leads to it, and a link to the same. */
export function useWordsInAddress(words: string): void {
  const [, write] = useSearch();
  // Syncs with the address once somebody who types pauses.
  useEffect(() => {
    if (words === addressWords()) return;
    const timer = setTimeout(() => write(withWords(location.search, words), 'detail'), pauseMs);
    return () => clearTimeout(timer);
  }, [words, write]);
}
