import { clsx } from 'clsx';
import { PageLink } from '#components/ui/page-link';
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
  return (
    <nav aria-label="Screens" className="shrink-0">
      <ul className="flex rounded-lg border border-line bg-sunken p-0.5">
        {screens[location.screen].map(([title, view]) => (
          <li key={title}>
            <PageLink
              href={view === undefined ? path : `${path}?view=${view}`}
              aria-current={view === shown ? 'page' : undefined}
              className={clsx(
                'flex h-7 items-center rounded-md px-3 whitespace-nowrap sm:px-4',
                view === shown
                  ? 'bg-raised font-semibold text-text shadow-raised'
                  : 'text-muted hover:text-text',
              )}
            >
              {title}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
