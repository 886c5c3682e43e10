'use client';
import { GitCompareArrows, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, buttonClass } from '#components/ui/button';
import { PageLink } from '#components/ui/page-link';
import { textPath } from '#lib/oci/location';

const naturally = new Intl.Collator('en', { numeric: true });

type SelectedTagsProps = {
  readonly repository: string;
  readonly tags: readonly string[];
  /** Of the rows that are listed, and of the selected tags that stand in none of them. */
  readonly counts: { readonly rows: number; readonly selected: number; readonly hidden: number };
  readonly onClear: () => void;
  /** What can be done with all of them. */
  readonly actions?: ReactNode;
};

/** What can be done with the selected tags. It takes the place of the list's tools, so no row moves. */
export function SelectedTags({ repository, tags, counts, onClear, actions }: SelectedTagsProps) {
  // The older version stands left, and names such as latest right.
  const [left, right] = tags.toSorted(naturally.compare);
  const comparePath = `${textPath(repository)}?compare=${encodeURIComponent(`${left}..${right}`)}`;
  return (
    <div role="toolbar" aria-label="Selected tags" className="flex min-w-0 grow flex-wrap items-center gap-2">
      <span role="status" className="font-medium">
        {counts.selected.toLocaleString('en')} of {counts.rows.toLocaleString('en')} selected
        {counts.hidden > 0 ? `, and ${counts.hidden.toLocaleString('en')} that the filter hides` : ''}
      </span>
      {left !== undefined && right !== undefined && tags.length === 2 ? (
        <>
          <PageLink href={comparePath} className={buttonClass()}>
            <GitCompareArrows size={14} aria-hidden="true" /> Compare
          </PageLink>
          <PageLink
            href={`${comparePath}&view=audit`}
            className={buttonClass()}
            title={`Check whether ${right} can replace ${left}`}
          >
            <ShieldCheck size={14} aria-hidden="true" /> Evaluate
          </PageLink>
        </>
      ) : null}
      {actions}
      <Button look="quiet" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
