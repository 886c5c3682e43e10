import clsx from 'clsx';
import { PageLink } from './page-link.tsx';

type LinkTabsProps = {
  /** What the links lead to, for who cannot see them. */
  readonly name: string;
  readonly tabs: readonly { readonly title: string; readonly href: string; readonly isShown: boolean }[];
};

/** Links to screens that belong together, of which one is shown. */
export function LinkTabs({ name, tabs }: LinkTabsProps) {
  return (
    <nav aria-label={name} className="max-w-full min-w-0 shrink-0">
      <ul className="flex overflow-x-auto rounded-lg border border-line bg-sunken p-0.5">
        {tabs.map(({ title, href, isShown }) => (
          <li key={title}>
            <PageLink
              href={href}
              aria-current={isShown ? 'page' : undefined}
              className={clsx(
                'flex h-7 items-center rounded-md px-3 whitespace-nowrap sm:px-4',
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
