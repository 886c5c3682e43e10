import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button';
import type { Location } from '#lib/oci/location';
import { ScreenTabs } from './screen-tabs.tsx';

type LocationHeadProps = {
  readonly location: Exclude<Location, { screen: 'artifact' }>;
  /** The `view=` of the screen below. */
  readonly shown?: string;
  /** What the screen can do, at the end of the line. */
  readonly actions?: ReactNode;
};

/** The line under the header of every screen of a repository or a registry: its name, its screens, what can be done. */
export function LocationHead({ location, shown, actions }: LocationHeadProps) {
  const isRepository = location.screen === 'repository';
  const { registry } = location;
  return (
    // As in the header: what comes late would push what is there, so that all of it shows together.
    <div className="invisible flex has-[>[data-whole]]:visible min-h-16 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2">
      <div className="min-w-0 max-sm:basis-full">
        <h1 className="flex min-w-0 items-center gap-1 text-xl font-semibold">
          <span className="truncate">{isRepository ? location.repository : registry}</span>
          {isRepository ? (
            <CopyButton text={`${registry}/${location.repository}`} label="Copy repository" />
          ) : null}
        </h1>
        <p className="truncate text-sm text-muted">
          {isRepository ? `repository of ${registry}` : 'registry'}
        </p>
      </div>
      <ScreenTabs location={location} {...(shown === undefined ? {} : { shown })} />
      {actions === undefined ? null : (
        <div className="flex flex-wrap items-center gap-2 sm:ml-auto">{actions}</div>
      )}
      <span data-whole hidden />
    </div>
  );
}
