'use client';
import { useQuery } from '@tanstack/react-query';
import { PageLink } from '#components/ui/page-link';
import { Skeleton } from '#components/ui/placeholder';
import { registriesQuery } from '#lib/api/queries/queries';

/** Things to try first, from the demo; nothing at all where there is no demo. */
export function DemoList() {
  const query = useQuery(registriesQuery);
  if (query.isPending) return <DemoSkeleton />;
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

/** As many cards as the demo of this version has: what stands below them does not move. */
function DemoSkeleton() {
  return (
    <div role="status" aria-label="Loading the demo">
      <Skeleton className="mb-2.5 h-[15px] w-24" />
      <div className="grid grid-cols-1 gap-2.5 sm:grid-cols-2">
        {['a', 'b', 'c', 'd', 'e'].map((card) => (
          <Skeleton key={card} className="h-19 rounded-lg" />
        ))}
      </div>
    </div>
  );
}
