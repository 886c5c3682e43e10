import { interpretReference } from '#components/shell/reference/interpret-reference.ts';
import type { Command } from '#components/ui/commands.ts';
import { isLayoutText } from '#lib/oci/layout-reference';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';
import { isHostText, isTag } from '#lib/oci/reference';
import type { PaletteText } from './verb-rows.ts';

/** The registry of a page, and its repository; undefined where a page has none. */
export type Place = { readonly registry?: string; readonly repository?: string };

/** What a page is about, without its artifact. */
export function pagePlace(location: Location | undefined): Place {
  if (location === undefined) return {};
  if (location.screen === 'registry') return { registry: location.registry };
  const { registry, repository } = location.screen === 'artifact' ? location.reference : location;
  return { registry, repository };
}

/** What the last word of a text asks for, each as a text that completes; empty for no question. */
export type PaletteQuestions = {
  /** The tags of the repository of the place. */
  readonly tags: string;
  /** Repositories and tags by their whole names, and those of the registry of the place. */
  readonly names: string;
};

/**
 * What a registry is asked for to complete the last word of a text. Where a verb takes an object, an empty word asks too:
 * for all tags here, or all repositories.
 */
export function questionsOf(
  { registry, repository }: Place,
  { called, word }: Pick<PaletteText, 'called' | 'word'>,
): PaletteQuestions {
  const none = { tags: '', names: '' };
  if (/^sha\d+:/.test(word)) return none;
  if (isWholeName(word)) return { tags: '', names: word };
  if (registry === undefined) return none;
  const takesTags = called.length === 0 || called.some(({ takes }) => takes === 'artifact');
  const isAsked = word !== '' || called.length > 0;
  const mayBeTag = repository !== undefined && takesTags && isAsked && !/[/:]/.test(word);
  // `web:1` behind a verb is a tag of a repository beside this one; alone, and `host:5000`, it is not yet a question.
  const [name = '', ...rest] = word.split(':');
  const mayBeName = rest.length === 0 || name.includes('/') || (called.length > 0 && !isHostText(name));
  const isOpen = word !== '' || (called.length > 0 && !mayBeTag);
  return {
    tags: mayBeTag ? `${registry}/${repository}:${word}` : '',
    names: mayBeName && isOpen ? `${registry}/${word}` : '',
  };
}

function isWholeName(word: string): boolean {
  const slash = word.indexOf('/');
  return isLayoutText(word) || (slash > 0 && isHostText(word.slice(0, slash)));
}

/** The places that a text may mean: a tag of this repository, else a reference. A word alone could be meant for anything. */
export function typedPlaces(place: Place, text: string, go: (path: string) => void): readonly Command[] {
  const written = text.trim();
  const { registry, repository } = place;
  const group = 'Go to';
  const ofHere: readonly Command[] =
    registry !== undefined && repository !== undefined && isTag(written) && /\d/.test(written)
      ? [
          {
            ...{ group, title: `Open ${written}`, note: `tag of ${repository}` },
            run: () =>
              go(locationPath({ screen: 'artifact', reference: { registry, repository, tag: written } })),
          },
        ]
      : [];
  const reading = /[/:.]/.test(written) ? interpretReference(written) : undefined;
  if (reading?.kind !== 'location') return ofHere;
  const path = locationPath(reading.location);
  const title = ofHere.length === 0 ? `Open ${written}` : `Open ${path.slice(1)} (${written})`;
  return [...ofHere, { group, title, run: () => go(path) }];
}
