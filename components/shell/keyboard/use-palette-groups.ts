import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useRecent } from '#components/shell/reference/recent.ts';
import { useCompletion } from '#components/shell/reference/use-completion.ts';
import type { Command } from '#components/ui/commands.ts';
import { offeredCommands, offeredVerbs } from '#components/ui/commands.ts';
import { chooseTheme } from '#components/ui/storage/theme.ts';
import { registriesQuery } from '#lib/api/queries/queries';
import type { Location } from '#lib/oci/location';
import { textPath } from '#lib/oci/location';
import { pagePlace, questionsOf, typedPlaces } from './palette-places.ts';
import type { PaletteGroup } from './rank-commands.ts';
import { groupCommands, verbCommands } from './rank-commands.ts';

/** What the palette shows for a text. */
export type PaletteAnswer = {
  readonly groups: readonly PaletteGroup[];
  /** The text with its last word written to the end; undefined where nothing completes it. */
  readonly completed: string | undefined;
  /** What there is to say of the lists that the registry was asked for; empty for nothing. */
  readonly line: string;
};

/** All that a text finds: what a verb does with its object, commands of this page and of Orrery, and places. */
export function usePaletteGroups(
  text: string,
  location: Location | undefined,
  orrery: readonly Command[],
): PaletteAnswer {
  const router = useRouter();
  const go = (path: string) => router.push(path);
  const [here] = useState(offeredCommands);
  const [verbs] = useState(offeredVerbs);
  const place = pagePlace(location);
  const asked = questionsOf(place, text);
  const tags = useCompletion(asked.tags);
  const repositories = useCompletion(asked.repositories);
  const known = useKnownPlaces(go);
  const names = tags.offers.map((offer) => ({ ...offer, name: nameOf(offer.text) }));
  const word = /\S*$/.exec(text)?.[0] ?? '';
  const withWord = (name: string) => `${text.slice(0, text.length - word.length)}${name}`;
  const listed = [
    ...names.map(({ name, path, note }) => ({
      ...{ group: `Tags of ${place.repository}`, title: name, note, run: () => go(path) },
    })),
    ...repositories.offers.map((offer) => ({
      group: `Repositories of ${place.registry}`,
      title: offer.text.slice(`${place.registry}/`.length).replace(/:$/, ''),
      run: () => go(offer.path),
    })),
  ];
  const objects = [text, ...names.map(({ name }) => withWord(name))];
  const done = objects.flatMap((object) => verbCommands(verbs, object));
  const verbGroup = unique(done);
  const ranked = groupCommands(
    [...typedPlaces(place, text, go), ...here, ...listed, ...orrery, ...known],
    text,
  );
  const [first] = names;
  const isVerb = verbGroup.length > 0;
  return {
    groups: isVerb ? [{ value: 'Do', items: verbGroup }, ...ranked] : ranked,
    completed: first === undefined || first.name === word ? undefined : withWord(first.name),
    line: [tags.line, repositories.line].find((line) => line !== '') ?? '',
  };
}

function unique(commands: readonly Command[]): readonly Command[] {
  return [...new Map(commands.map((one) => [`${one.title} ${one.note}`, one])).values()];
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf(':') + 1);
}

/** The commands of Orrery itself that need no dialog. */
export function themeCommands(): readonly Command[] {
  const group = 'Orrery';
  return [
    { group, title: 'Dark theme', aliases: 'mode night appearance', run: () => chooseTheme('dark') },
    { group, title: 'Light theme', aliases: 'mode day appearance', run: () => chooseTheme('light') },
    {
      ...{ group, title: 'Theme of the system', aliases: 'mode auto appearance dark light' },
      run: () => chooseTheme(undefined),
    },
  ];
}

/** What was opened before, registries, the demo, and the pages of Orrery. */
function useKnownPlaces(go: (path: string) => void): readonly Command[] {
  const recent = useRecent();
  const { registries = [], suggestions = [] } = useQuery(registriesQuery).data ?? {};
  const to = (group: string, title: string, path: string, note?: string): Command => ({
    ...{ group, title, run: () => go(path) },
    ...(note === undefined ? {} : { note }),
  });
  return [
    ...recent.map((reference) => to('Recent', reference, textPath(reference))),
    ...registries.map(({ host }) => to('Registries', host, `/${host}`)),
    ...suggestions.map((one) => to('Demo', one.reference, `/${one.reference}`, one.text)),
    to('Orrery', 'Home', '/'),
    { ...to('Orrery', 'Changes', '/'), aliases: 'plans runs history undo' },
    { ...to('Orrery', 'Policy', '/?view=policy'), aliases: 'policies keys trust cosign' },
  ];
}
