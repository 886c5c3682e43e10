'use client';
import { History } from 'lucide-react';
import { forgetRecent, useRecent } from '#components/shell/reference/recent.ts';
import { Button } from '#components/ui/button';
import { PageLink } from '#components/ui/page-link';
import { textPath } from '#lib/oci/location';

const shown = 8;

/** The references that were opened last in this browser. */
export function RecentList() {
  const recent = useRecent();
  if (recent.length === 0) {
    return <p className="px-2.5 py-3 text-muted">Nothing yet. This browser lists here what you open.</p>;
  }
  return (
    <>
      <ul>
        {recent.slice(0, shown).map((reference) => (
          <li key={reference}>
            <PageLink
              href={textPath(reference)}
              className="flex h-9 items-center gap-3 rounded-md px-2.5 hover:bg-sunken"
            >
              <History size={16} aria-hidden="true" className="shrink-0 text-faint" />
              <code className="truncate font-mono">{reference}</code>
            </PageLink>
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={() => forgetRecent()} className="mt-1 -ml-0.5">
        Clear this list
      </Button>
    </>
  );
}
