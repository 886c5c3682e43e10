import { Button } from '#components/ui/button';
import { PageLink } from '#components/ui/page-link';
import { textPath } from '#lib/oci/location';
import { evidenceColumns } from './evidence-columns.ts';
import type { TagColumn } from './sort-tags.ts';
import type { Reading } from './use-reading.ts';

type SortProgressProps = {
  /** `host/name` */
  readonly repository: string;
  readonly reading: Reading;
  readonly by: TagColumn;
};

/** What an order by more than names costs: how many tags are read, and the way to stop or to read more. */
export function SortProgress({ repository, reading, by }: SortProgressProps) {
  if (by === 'name') return null;
  const { read, total, isReading, stop, goOn } = reading;
  const evidence = evidenceColumns.find(({ id }) => id === by);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      <span role="status">{statusOf(reading, evidence?.word ?? by)}</span>
      {isReading ? (
        <Button look="chip" onClick={stop}>
          Stop
        </Button>
      ) : null}
      {!isReading && read < total ? (
        <Button look="chip" onClick={goOn}>
          Read more
        </Button>
      ) : null}
      {evidence === undefined ? null : (
        <PageLink
          href={`${textPath(repository)}?view=audit&sort=${by}`}
          className="text-accent underline underline-offset-3"
        >
          Coverage of all tags
        </PageLink>
      )}
    </div>
  );
}

function statusOf({ read, total, isReading }: Reading, word: string): string {
  const count = `${read.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  if (isReading) return `Reading ${count} tags to sort by ${word}`;
  if (read < total) return `Sorted by ${word}: ${count} tags are read, the others come last`;
  return `Sorted by ${word}`;
}
