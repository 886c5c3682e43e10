import { interpretReference } from '#components/shell/reference/interpret-reference.ts';
import type { Command } from '#components/ui/commands.ts';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';
import { isTag } from '#lib/oci/reference';

/** The registry of a page, and its repository; undefined where a page has none. */
export type Place = { readonly registry?: string; readonly repository?: string };

/** What a page is about, without its artifact. */
export function pagePlace(location: Location | undefined): Place {
  if (location === undefined) return {};
  if (location.screen === 'registry') return { registry: location.registry };
  const { registry, repository } = location.screen === 'artifact' ? location.reference : location;
  return { registry, repository };
}

/** The texts that ask the registry of a place for the tags and the repositories that begin with a word; empty for no question. */
export function questionsOf({ registry, repository }: Place, text: string) {
  const word = /\S*$/.exec(text)?.[0] ?? '';
  const isWhole = word.includes('/');
  return {
    tags:
      word === '' || isWhole || registry === undefined || repository === undefined
        ? ''
        : `${registry}/${repository}:${word}`,
    repositories: word === '' || registry === undefined || word.includes(':') ? '' : `${registry}/${word}`,
  };
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
