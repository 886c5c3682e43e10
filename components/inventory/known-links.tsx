import { PageLink } from '#components/ui/page-link';

/** Where what is known of a registry is shown and searched. */
export function KnownLinks({ host }: { readonly host: string }) {
  const registry = `host=${encodeURIComponent(host)}`;
  const links = [
    ['Coverage', `/inventory?${registry}`],
    ['Trends', `/inventory?view=trends&${registry}`],
    ['Old evidence', `/inventory?view=leftovers&${registry}`],
    ['Retention', `/inventory?view=retention&${registry}`],
    ['Search', '/search'],
  ] as const;
  return (
    <nav aria-label="What is known" className="flex flex-wrap gap-x-3 gap-y-1 text-sm">
      {links.map(([title, path]) => (
        <PageLink key={title} href={path} className="text-accent hover:underline">
          {title}
        </PageLink>
      ))}
    </nav>
  );
}
