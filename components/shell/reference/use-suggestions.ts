'use client';
import { useQuery } from '@tanstack/react-query';
import { registriesQuery } from '#lib/api/queries/queries';
import { useRecent } from './recent.ts';

export type Suggestion = { readonly reference: string; readonly text: string };

const shown = 8;

/** What was opened last and what the demo offers, as far as it contains the text. */
export function useSuggestions(text: string): readonly Suggestion[] {
  const recent = useRecent();
  const registries = useQuery(registriesQuery);
  const offered = registries.data?.suggestions ?? [];
  const opened = recent.map((reference) => ({ reference, text: 'recent' }));
  const search = text.trim().toLowerCase();
  const seen = new Set<string>();
  return [...opened, ...offered]
    .filter(({ reference }) => {
      if (seen.has(reference) || !reference.toLowerCase().includes(search)) return false;
      seen.add(reference);
      return true;
    })
    .slice(0, shown);
}
