import clsx from 'clsx';
import { PageLink } from './page-link.tsx';

type LinkTabsProps = {
  /** What the links lead to, for who cannot see them. */
  readonly name: string;
  readonly tabs: readonly { readonly title: string; readonly href: string; readonly isShown: boolean }[];
};

/** So many fit beside each other on a phone without being narrower. */
const wideTabsMax = 3;

/** Links to screens that belong together, of which one is shown. On a narrow page they take a second line: all are in sight. */
export function LinkTabs({ name, tabs }: LinkTabsProps) {
  return (
    <nav aria-label={name} className="max-w-full min-w-0 shrink-0">
      <ul className="flex flex-wrap rounded-lg border border-line bg-sunken p-0.5">
        {tabs.map(({ title, href, isShown }) => (
          <li key={title} className="max-sm:grow">
            <PageLink
              href={href}
              aria-current={isShown ? 'page' : undefined}
              className={clsx(
                'flex h-7 items-center justify-center rounded-md whitespace-nowrap sm:px-4',
                tabs.length > wideTabsMax ? 'px-1.5' : 'px-3',
                isShown ? 'bg-raised font-semibold text-text shadow-raised' : 'text-muted hover:text-text',
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
