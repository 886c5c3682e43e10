'use client';
import { useQuery } from '@tanstack/react-query';
import { useRecent } from '#components/shell/reference/recent.ts';
import { PageLink } from '#components/ui/page-link';
import { Skeleton } from '#components/ui/placeholder';
import { useIsAlive } from '#components/ui/use-is-alive.ts';
import { registriesQuery } from '#lib/api/queries/queries';

/** Things to try first, from the demo: as long as nothing was opened here. Nothing at all where there is no demo. */
export function DemoCards() {
  const isAlive = useIsAlive();
  const recent = useRecent();
  const query = useQuery(registriesQuery);
  if (isAlive && recent.length > 0) return null;
  if (query.isPending) return <DemoSkeleton className={isAlive ? '' : 'in-[[data-opened]]:hidden'} />;
  if (query.isSuccess && query.data.suggestions.length === 0) return null;
  return (
    <section aria-labelledby="demo">
      <h2 id="demo" className="mb-2.5 text-xs font-semibold tracking-[0.6px] text-faint uppercase">
        Try the demo
      </h2>
      <ul className="grid grid-cols-1 gap-2.5 sm:grid-cols-2">
        {query.data?.suggestions.map(({ reference, text }) => (
          <li key={reference}>
            <PageLink
              href={`/${reference}`}
              className="flex h-19 flex-col gap-0.5 rounded-lg border border-line bg-raised px-3.5 py-2.5 shadow-raised hover:border-line-strong"
            >
              <span className="line-clamp-2 font-medium">{text}</span>
              <code className="truncate font-mono text-sm text-muted" title={reference}>
                {reference}
              </code>
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The demo in one line, for somebody who has work of their own. */
export function DemoLine() {
  const isAlive = useIsAlive();
  const recent = useRecent();
  const suggestions = useQuery(registriesQuery).data?.suggestions ?? [];
  if (!isAlive || recent.length === 0 || suggestions.length === 0) return null;
  return (
    <nav
      aria-label="Demo"
      className="flex min-w-0 flex-wrap items-baseline gap-x-4 gap-y-1 text-sm text-muted"
    >
      <span className="font-medium">Demo:</span>
      {suggestions.map(({ reference, text }) => (
        <PageLink
          key={reference}
          href={`/${reference}`}
          title={text}
          className="font-mono [overflow-wrap:anywhere] underline decoration-line-strong underline-offset-2 hover:text-text"
        >
          {reference.slice(reference.indexOf('/') + 1)}
        </PageLink>
      ))}
    </nav>
  );
}

/** As many cards as the demo of this version has: what stands below them does not move. */
function DemoSkeleton({ className }: { readonly className: string }) {
  return (
    <div role="status" aria-label="Loading the demo" className={className}>
      <Skeleton className="mb-2.5 h-[15px] w-24" />
      <div className="grid grid-cols-1 gap-2.5 sm:grid-cols-2">
        {['a', 'b', 'c', 'd', 'e'].map((card) => (
          <Skeleton key={card} className="h-19 rounded-lg" />
        ))}
      </div>
    </div>
  );
}
