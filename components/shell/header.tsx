'use client';

import { useQuery } from '@tanstack/react-query';
import { SunMoon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { KeyHelp } from '#components/shell/keyboard/page-keys';
import { ReferenceBox } from '#components/shell/reference/reference-box';
import { chipClass } from '#components/ui/chip';
import { focusPage } from '#components/ui/focus-page.ts';
import { PageLink } from '#components/ui/page-link';
import { AccountButton } from '#components/ui/sign-in/sign-in-button';
import { StateIcon } from '#components/ui/state-icon';
import { toggleTheme } from '#components/ui/storage/theme.ts';
import { registryQuery } from '#lib/api/queries/queries';
import type { Digest } from '#lib/oci/digest';
import type { Location } from '#lib/oci/location';

// Nobody needs it before the page is drawn.
const HeaderStatus = dynamic(() => import('./header-status.tsx').then((file) => file.HeaderStatus), {
  ssr: false,
});

type HeaderProps = {
  readonly location?: Location | undefined;
  readonly digest?: Digest | undefined;
  /** Where the page itself has the reference box. */
  readonly hasBox?: boolean;
};

/** The bar on top of every page. */
export function Header({ location, digest, hasBox = true }: HeaderProps) {
  const host = hostOf(location);
  return (
    // A browser may draw while it still reads, and each part that comes pushes those before it: they show together.
    <header className="group/header relative invisible flex has-[>[data-whole]]:visible min-h-12 shrink-0 items-center gap-x-3.5 gap-y-2 border-b border-line bg-surface px-3.5 max-sm:flex-wrap max-sm:gap-x-2 max-sm:px-2.5 max-sm:py-2 max-xl:has-[>[data-notice]]:flex-wrap max-xl:has-[>[data-notice]]:py-2">
      <SkipLink text={location?.screen === 'artifact' ? 'Skip to the outline' : 'Skip to the content'} />
      <Logo />
      {hasBox ? (
        // On a phone the box has a line of its own.
        <div className="flex min-w-0 max-w-[760px] grow max-sm:order-last max-sm:basis-full sm:max-xl:group-has-[[data-notice]]/header:basis-0">
          <ReferenceBox
            key={location === undefined ? '' : JSON.stringify(location)}
            location={location}
            digest={digest}
          />
        </div>
      ) : null}
      <span className={hasBox ? 'max-sm:grow lg:grow' : 'grow'} />
      <HeaderStatus />
      {host === undefined ? null : <RegistryChip host={host} />}
      <AccountButton host={host ?? ''} />
      <KeyHelp />
      <ThemeToggle />
      <span data-whole hidden />
    </header>
  );
}

function hostOf(location: Location | undefined): string | undefined {
  if (location === undefined) return undefined;
  return location.screen === 'artifact' ? location.reference.registry : location.registry;
}

/** The first stop of the tab key: past the header, to where the page begins. */
function SkipLink({ text }: { readonly text: string }) {
  return (
    <>
      <PageLink
        href="#start"
        onClick={(event) => {
          event.preventDefault();
          focusPage();
        }}
        className="sr-only focus:not-sr-only focus:absolute focus:top-1.5 focus:left-2 focus:z-50 focus:rounded-md focus:border focus:border-line-strong focus:bg-raised focus:px-3 focus:py-1.5 focus:font-medium"
      >
        {text}
      </PageLink>
      {/* Where the link leads before our own code runs. */}
      <span id="start" tabIndex={-1} className="absolute" />
    </>
  );
}

/** The sun, its orbit and two planets; leads home. */
function Logo() {
  return (
    <PageLink href="/" className="flex shrink-0 items-center gap-2 rounded-md font-semibold tracking-[0.2px]">
      <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
        <circle cx="11" cy="11" r="9.5" fill="none" className="stroke-line-strong" strokeWidth="1.4" />
        <circle cx="11" cy="11" r="3.2" className="fill-accent" />
        <circle cx="18.6" cy="5.4" r="2.2" className="fill-text" />
        <circle cx="3" cy="15.8" r="1.5" className="fill-muted" />
      </svg>
      <span className="max-sm:sr-only">Orrery</span>
    </PageLink>
  );
}

/** The registry of this page and how it tells who refers to what; leads to its page. */
function RegistryChip({ host }: { readonly host: string }) {
  const registry = useQuery(registryQuery(host));
  const referrers = registry.data?.capabilities.find(({ capability }) => capability === 'referrers');
  const state = referrers?.state ?? 'unknown';
  const words = {
    yes: { icon: 'valid', text: 'referrers API' },
    no: { icon: 'present', text: 'referrers by tag' },
    unknown: { icon: 'unknown', text: registry.isPending ? 'asking…' : 'not determined' },
  } as const;
  return (
    <PageLink
      href={`/${host}`}
      title={referrers?.evidence ?? `What ${host} can do`}
      className={`${chipClass()} min-w-0 max-w-80 hover:border-line-strong max-sm:max-w-32 sm:max-lg:hidden`}
    >
      <StateIcon state={words[state].icon} />
      <span className="truncate">{host}</span>
      <span className="min-w-[4.9rem] text-faint max-sm:hidden">{words[state].text}</span>
    </PageLink>
  );
}

/** Changes between light and dark; choosing what the system has means following the system again. */
function ThemeToggle() {
  return (
    <button
      type="button"
      aria-label="Change between light and dark"
      title="Change between light and dark"
      onClick={toggleTheme}
      className={`${chipClass()} hover:border-line-strong hover:text-text`}
    >
      <SunMoon size={14} aria-hidden="true" />
    </button>
  );
}
