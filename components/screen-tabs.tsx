import { LinkTabs } from '#components/ui/link-tabs';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';

type Place = Exclude<Location, { screen: 'artifact' }>;

/** The screens of a place, by their `view=` in the address; the first has none. */
const screens = {
  repository: [
    ['Tags', undefined],
    ['Coverage', 'audit'],
    ['Clean up', 'cleanup'],
  ],
  registry: [
    ['Repositories', undefined],
    ['Coverage', 'audit'],
  ],
} as const satisfies Record<Place['screen'], readonly (readonly [title: string, view: string | undefined])[]>;

type ScreenTabsProps = {
  readonly location: Place;
  /** The `view=` of the screen that is shown. */
  readonly shown?: string;
};

/** Links to all screens of a repository or a registry, of which one is shown. */
export function ScreenTabs({ location, shown }: ScreenTabsProps) {
  const path = locationPath(location);
  const tabs = screens[location.screen].map(([title, view]) => ({
    title,
    href: view === undefined ? path : `${path}?view=${view}`,
    isShown: view === shown,
  }));
  return <LinkTabs name="Screens" tabs={tabs} />;
}
