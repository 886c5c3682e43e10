'use client';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { KindIcon } from '#components/ui/kind-icon';
import { PageLink } from '#components/ui/page-link';
import { ShowMore } from '#components/ui/show-more';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';
import { formatAge, formatBytes } from '#lib/text/format';
import type { Leftover, LeftoverGroup } from './leftover-groups.ts';
import { bytesOf } from './leftover-groups.ts';

type LeftoverSectionProps = {
  readonly group: LeftoverGroup;
  /** The button that plans to delete these of a repository. */
  readonly planOf: (repository: string, rows: readonly Leftover[]) => ReactNode;
};

const rowsAtOnce = 50;

/** What of one repository may go: each row can be chosen, and nothing is deleted without a plan. */
export function LeftoverSection({ group: { repository, rows }, planOf }: LeftoverSectionProps) {
  const [marked, setMarked] = useState<ReadonlySet<Digest>>(new Set());
  const [most, setMost] = useState(rowsAtOnce);
  const id = useId();
  const all = new Set(rows.map(({ digest }) => digest));
  // What was deleted meanwhile stays marked, and counts no more.
  const chosen = all.intersection(marked);
  const picked = rows.filter(({ digest }) => chosen.has(digest));
  return (
    <section aria-labelledby={id} className="border-b border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-3 pb-2">
        <input
          type="checkbox"
          aria-label={`All of ${repository}`}
          checked={chosen.size === all.size}
          onChange={(event) => setMarked(event.target.checked ? all : new Set())}
          className="size-3.5 shrink-0 accent-accent"
        />
        <h2 id={id} className="min-w-0 grow basis-48 font-semibold break-words">
          <PageLink href={textPath(repository)} className="hover:underline">
            {repository}
          </PageLink>
          <span className="ml-2 font-normal text-muted tabular-nums">
            {all.size.toLocaleString('en')} · {formatBytes(bytesOf(rows))}
          </span>
        </h2>
        {picked.length === 0 ? null : (
          <>
            <span className="text-sm text-muted tabular-nums">
              {chosen.size.toLocaleString('en')} chosen · {formatBytes(bytesOf(picked))}
            </span>
            {planOf(repository, picked)}
          </>
        )}
      </div>
      <ul aria-label={repository}>
        {rows.slice(0, most).map((row) => (
          <LeftoverRow
            key={`${row.digest} ${row.subject}`}
            repository={repository}
            row={row}
            isChosen={chosen.has(row.digest)}
            onChoose={() => setMarked(chosen.symmetricDifference(new Set([row.digest])))}
          />
        ))}
      </ul>
      <ShowMore
        total={rows.length}
        shown={most}
        step={rowsAtOnce}
        onShow={setMost}
        className="px-4 py-2 text-sm"
      />
    </section>
  );
}

type LeftoverRowProps = {
  readonly repository: string;
  readonly row: Leftover;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function LeftoverRow({ repository, row, isChosen, onChoose }: LeftoverRowProps) {
  const { reference, digest, subject, kind, tags, created, bytes } = row;
  const name = tags[0] ?? formatShortDigest(subject);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 border-t border-line px-4 py-1.5 sm:grid-cols-[auto_minmax(0,1.4fr)_minmax(0,1.4fr)_7rem_5.5rem]">
      <input
        type="checkbox"
        aria-label={`${kind} ${formatShortDigest(digest)} on ${name}`}
        checked={isChosen}
        onChange={onChoose}
        className="size-3.5 shrink-0 accent-accent"
      />
      <PageLink href={textPath(reference)} className="flex min-w-0 items-center gap-1.5 hover:underline">
        <KindIcon kind={kind} size={15} />
        <span className="truncate">{kind.replaceAll('-', ' ')}</span>
        <code className="font-mono text-sm text-muted">{formatShortDigest(digest)}</code>
      </PageLink>
      <span className="min-w-0 truncate text-sm text-muted max-sm:col-start-2">
        on{' '}
        <PageLink href={textPath(`${repository}@${subject}`)} className="hover:underline">
          {name}
        </PageLink>
        {tags.length > 1 ? `, ${tags.slice(1, 4).join(', ')}` : ''}
      </span>
      <span className="contents max-sm:col-start-2 max-sm:flex max-sm:gap-x-3">
        <span className="text-sm text-muted" title={created}>
          {created === undefined ? 'no date' : formatAge(created, Date.now())}
        </span>
        <span className="text-sm text-muted tabular-nums sm:text-right">
          {bytes === undefined ? 'size unknown' : formatBytes(bytes)}
        </span>
      </span>
    </li>
  );
}
