'use client';

import { CheckList } from '#components/inspector/verification/check-list';
import { VerdictNote } from '#components/inspector/verification/verification-panel';
import { PolicyPage } from '#components/policy/policy-page';
import { Header } from '#components/shell/header';
import { buttonClass } from '#components/ui/button';
import { PageLink } from '#components/ui/page-link';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';
import { formatReference } from '#lib/oci/reference';

/** `?view=policy`: who may sign, and what that says of the artifact that the address names. */
export function PolicyScreen({ location }: { readonly location?: Location | undefined }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header location={location} />
      <PolicyMain location={location} />
    </div>
  );
}

/** The same without the bar on top. */
export function PolicyMain({ location }: { readonly location?: Location | undefined }) {
  const reference = location?.screen === 'artifact' ? formatReference(location.reference) : undefined;
  return (
    <main className="flex grow flex-col bg-surface">
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-2.5">
        <h1 className="text-xl font-semibold">Who may sign</h1>
        {reference === undefined ? null : (
          <span className="min-w-0 text-muted [overflow-wrap:anywhere]">{reference}</span>
        )}
        <PageLink
          href={location === undefined ? '/' : locationPath(location)}
          className={`${buttonClass()} ml-auto`}
        >
          {reference === undefined ? 'Back' : 'Back to the artifact'}
        </PageLink>
      </div>
      <PolicyPage reference={reference}>
        {(verification) => (
          <>
            <VerdictNote verification={verification} />
            {verification.checks.length === 0 ? null : (
              <CheckList checks={verification.checks} commands={verification.commands} />
            )}
          </>
        )}
      </PolicyPage>
    </main>
  );
}
