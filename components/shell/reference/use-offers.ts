'use client';
import { useQuery } from '@tanstack/react-query';
import { registriesQuery } from '#lib/api/queries/queries';
import { textPath } from '#lib/oci/location';
import { beginsRegistry, registryOffer, sharedBeginning } from './completion.ts';
import { useRecent, useUsedRegistries } from './recent.ts';
import type { Offer } from './reference-box-state.ts';
import type { Completion } from './use-completion.ts';
import { useCompletion } from './use-completion.ts';

const openedShownMax = 8;
/** Beside completions the history takes less room. */
const openedBesideMax = 4;

/** What the box offers for a text: what completes it as in a shell, then what was opened last and the demo, as far as they contain it. */
export function useOffers(text: string): Completion {
  const recent = useRecent();
  const used = useUsedRegistries();
  const { registries = [], suggestions = [] } = useQuery(registriesQuery).data ?? {};
  const completion = useCompletion(text);
  const hosts = new Set([...registries.map(({ host }) => host), ...used]);
  const places = [...hosts].filter((host) => beginsRegistry(text, host));
  const completing = places.map((host) => registryOffer(host, 'registry')).concat(completion.offers);
  const search = text.trim().toLowerCase();
  const opened: readonly Offer[] = [
    ...recent.map((reference) => ({ text: reference, path: textPath(reference), note: 'opened before' })),
    ...suggestions.map(({ reference, text: note }) => ({ text: reference, path: `/${reference}`, note })),
  ].filter((offer) => offer.text.toLowerCase().includes(search));
  const max = completing.length === 0 ? openedShownMax : openedBesideMax;
  const paths = new Set(completing.map(({ path }) => path));
  // What stands twice keeps its first place, and what that says.
  const others = [...new Map(opened.toReversed().map((offer) => [offer.path, offer])).values()].reverse();
  return {
    ...completion,
    offers: [...completing, ...others.filter(({ path }) => !paths.has(path)).slice(0, max)],
    shared: places.length === 0 ? completion.shared : sharedBeginning(completing.map((one) => one.text)),
  };
}
