import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { completionsShownMax } from '#components/shell/reference/completion.ts';
import { useRecent, useUsedRegistries } from '#components/shell/reference/recent.ts';
import type { Offer } from '#components/shell/reference/reference-box-state.ts';
import type { Completion } from '#components/shell/reference/use-completion.ts';
import { useCompletion } from '#components/shell/reference/use-completion.ts';
import { adminPath, adminTabsFor } from '#components/ui/admin-tabs.ts';
import type { Command, PaletteVerb } from '#components/ui/commands.ts';
import { offeredCommands } from '#components/ui/commands.ts';
import { chooseTheme } from '#components/ui/storage/theme.ts';
import { registriesQuery } from '#lib/api/queries/queries';
import { savedQuestionsQuery } from '#lib/api/queries/saved-question-queries';
import type { Location } from '#lib/oci/location';
import { textPath } from '#lib/oci/location';
import type { Place } from './palette-places.ts';
import { pagePlace, questionsOf, typedPlaces } from './palette-places.ts';
import type { PaletteGroup } from './rank-commands.ts';
import { groupCommands } from './rank-commands.ts';
import { withSearch } from './search-rows.ts';
import type { Candidate, PaletteRow, PaletteText } from './verb-rows.ts';
import { askRows, readPaletteText, verbRows } from './verb-rows.ts';

/** The parts of the page about all that was scanned. */
const inventoryPages = [
  ['Coverage of all registries', '/inventory', 'inventory fleet unsigned SBOM evidence which repositories'],
  ['Trends', '/inventory?view=trends', 'inventory history newly unsigned vulnerable fixed changes weeks'],
  ['Old evidence', '/inventory?view=leftovers', 'inventory orphans superseded reports sizes clean up'],
  ['Retention', '/inventory?view=retention', 'inventory keep newest rules delete old tags report'],
] as const;

const searchAliases = 'inventory find package vulnerability CVE signer licence builder which images';

/** Of what was opened before so much is offered as the object of a verb. */
const recentObjectsMax = 6;

/** What the palette shows for a text. */
export type PaletteAnswer = {
  readonly groups: readonly PaletteGroup[];
  /** What there is to say of the lists that a registry was asked for; empty for nothing. */
  readonly line: string;
  /** Why a registry could not be asked; empty where it could. */
  readonly failure: string;
  /** Whether a verb is written, and its object is still to come. */
  readonly wantsObject: boolean;
  /** Whether a registry is being asked for more. */
  readonly isAsking: boolean;
};

/** What there is beside the commands that the page itself offers. */
export type PaletteSupply = {
  readonly verbs: readonly PaletteVerb[];
  readonly commands: readonly Command[];
};

/** All that a text finds: what a verb does with its object, commands of this page and of Orrery, and places. */
export function usePaletteGroups(
  text: string,
  location: Location | undefined,
  { verbs, commands }: PaletteSupply,
): PaletteAnswer {
  const router = useRouter();
  const go = (path: string) => router.push(path);
  const [here] = useState(offeredCommands);
  const place = pagePlace(location);
  const read = readPaletteText(text, verbs);
  const asked = questionsOf(place, read);
  const tags = useCompletion(asked.tags);
  const names = useCompletion(asked.names);
  const recent = useRecent();
  const offers = [...tags.offers.map((offer) => shortOffer(offer)), ...names.offers.map(nameIn(place))];
  const objects = [...offers, ...recentObjects(recent, read, place), ...useRegistryObjects(read, place)];
  const isNone = [tags, names].some((one) => isKnownAsNone(one, offers, read.word));
  const done = verbRows(read, objects, isNone);
  // A half-written tag is no place: what it may become stands first.
  const typed = typedPlaces(place, text, go).map((row) =>
    isNone ? row : { ...row, isMeant: true as const },
  );
  const opened = useKnownPlaces(go, recent);
  const isOfOrrery = ({ group }: Command) => group === 'Orrery';
  const ofPlace = commands.filter((command) => !isOfOrrery(command));
  const ofPage = [...typed, ...here, ...ofPlace];
  const listed = offers.map((offer) => listedRow(offer, read, go));
  // Before anything is written, what can be done here stands first; among equals, what was opened before.
  const isEmpty = text.trim() === '';
  const rows = isEmpty ? [...ofPage, ...opened] : [...opened.slice(0, recent.length), ...ofPage, ...listed];
  const later = isEmpty ? [] : opened.slice(recent.length);
  const ranked = groupCommands(
    [...rows, ...commands.filter(isOfOrrery), ...later, ...askRows(verbs, read)],
    text,
  );
  const groups = withVerbs(done, ranked, text);
  const canSearch = useQuery(registriesQuery).data?.inventory === true && read.called.length === 0;
  return {
    groups: canSearch ? withSearch(groups, text, go) : groups,
    line: [tags.line, names.line].find((line) => line !== '') ?? '',
    failure: failureOf([tags, names]),
    wantsObject: read.called.length > 0,
    isAsking: tags.isAsking || names.isAsking,
  };
}

/** Whether all names are known that begin with a word, and none is the word itself. */
function isKnownAsNone(list: Completion, offers: readonly Candidate[], word: string): boolean {
  const isWhole = list.shared !== '' && list.offers.length < completionsShownMax;
  return word !== '' && isWhole && offers.every(({ name }) => name !== word);
}

/** A command that begins with the whole text is what somebody means: `open all` is no tag. */
function withVerbs(
  done: readonly PaletteRow[],
  ranked: readonly PaletteGroup[],
  text: string,
): readonly PaletteGroup[] {
  if (done.length === 0) return ranked;
  const first = ranked[0]?.items[0]?.title.toLowerCase() ?? '';
  const group = { value: 'Do', items: done };
  return first.startsWith(text.trim().toLowerCase()) ? [...ranked, group] : [group, ...ranked];
}

function failureOf(completions: readonly Completion[]): string {
  const lines = completions.flatMap(({ hasFailed, line }) => (hasFailed ? [line] : []));
  return [...new Set(lines)].join(' ');
}

type NamedOffer = Candidate & Pick<Offer, 'path' | 'note'> & { readonly group: string };

/** A tag of the repository of the page. */
function shortOffer({ text, path, note }: Offer): NamedOffer {
  const colon = text.lastIndexOf(':');
  const group = `Tags of ${text.slice(text.indexOf('/') + 1, colon)}`;
  return { name: text.slice(colon + 1), kind: 'artifact', ...{ path, note, group } };
}

/** A repository or a tag, by its name in the registry of the page, or by its whole name. */
function nameIn({ registry }: Place): (offer: Offer) => NamedOffer {
  return ({ text, path, note }) => {
    const isRepository = text.endsWith(':');
    const whole = isRepository ? text.slice(0, -1) : text;
    const isHere = registry !== undefined && whole.startsWith(`${registry}/`);
    const name = isHere ? whole.slice(registry.length + 1) : whole;
    const group = isRepository
      ? `Repositories of ${isHere ? registry : whole.slice(0, whole.indexOf('/'))}`
      : `Tags of ${name.slice(0, name.lastIndexOf(':'))}`;
    return { name, kind: isRepository ? 'repository' : 'artifact', path, note, group };
  };
}

function listedRow(
  { name, kind, path, note, group }: NamedOffer,
  { before }: PaletteText,
  go: (path: string) => void,
): PaletteRow {
  const isRepository = kind === 'repository';
  const completion = `${before}${name}${isRepository ? ':' : ''}`;
  return { group, title: name, ...(isRepository ? {} : { note }), completion, run: () => go(path) };
}

/** What was opened before, as far as it may be meant behind a verb; in a repository its own tags come first. */
function recentObjects(
  recent: readonly string[],
  { called, word }: PaletteText,
  { repository }: Place,
): readonly Candidate[] {
  if (called.length === 0 || (word === '' && repository !== undefined)) return [];
  return recent
    .filter((reference) => reference.includes('/') && reference.includes(word.toLowerCase()))
    .slice(0, recentObjectsMax)
    .map((name) => ({
      name,
      kind: /[:@]/.test(name.slice(name.lastIndexOf('/'))) ? 'artifact' : 'repository',
    }));
}

/** The registries that a whole name may begin with, on a page of none. */
function useRegistryObjects({ called, word }: PaletteText, { registry }: Place): readonly Candidate[] {
  const { registries = [] } = useQuery(registriesQuery).data ?? {};
  const used = useUsedRegistries();
  if (called.length === 0 || registry !== undefined || word.includes('/')) return [];
  const hosts = new Set([...used, ...registries.map(({ host }) => host)]);
  return [...hosts]
    .filter((host) => host.startsWith(word.toLowerCase()))
    .map((name) => ({ name, kind: 'registry' }));
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

/** What was opened before, one row each, and behind it registries, the demo, and the pages of Orrery. */
function useKnownPlaces(go: (path: string) => void, recent: readonly string[]): readonly PaletteRow[] {
  const { registries = [], suggestions = [], role, inventory } = useQuery(registriesQuery).data ?? {};
  const questions = useQuery({ ...savedQuestionsQuery, enabled: inventory === true }).data?.questions ?? [];
  const isTeam = document.documentElement.dataset.user !== undefined;
  const to = (group: string, title: string, path: string, note?: string): PaletteRow => ({
    ...{ group, title, run: () => go(path) },
    ...(note === undefined ? {} : { note }),
  });
  return [
    ...recent.map((reference) => ({
      ...to('Recent', reference, textPath(reference)),
      completion: reference,
    })),
    ...registries.map(({ host }) => ({ ...to('Registries', host, `/${host}`), completion: `${host}/` })),
    ...suggestions.map((one) => to('Demo', one.reference, `/${one.reference}`, one.text)),
    to('Orrery', 'Home', '/'),
    { ...to('Orrery', 'Changes', '/#changes'), aliases: 'plans runs history undo' },
    { ...to('Orrery', 'Policy', '/?view=policy'), aliases: 'policies keys trust cosign' },
    ...(inventory === true
      ? [
          { ...to('Orrery', 'Search what was scanned', '/search'), aliases: searchAliases },
          ...questions.map(({ id, name }) => ({
            ...to('Saved questions', name, `/search?saved=${id}`),
            isOneOfMany: true as const,
          })),
          ...inventoryPages.map(([title, path, aliases]) => ({ ...to('Orrery', title, path), aliases })),
        ]
      : []),
    ...adminTabsFor(isTeam ? { mode: 'team', role } : { mode: 'own' }).map(({ id, name, aliases }) => ({
      ...to('Orrery', name, adminPath(id)),
      aliases,
    })),
  ];
}
