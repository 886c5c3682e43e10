import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import { SortHead } from '#components/ui/table/sort-head';
import { evidenceColumns } from './evidence-columns.ts';
import type { TagColumn, TagSort } from './sort-tags.ts';
import { pressTagSort } from './sort-tags.ts';
import type { EvidenceCount } from './tag-facts.ts';

/** Where the columns stand, in the headings and in every row. */
export const tagTracks =
  'grid items-center gap-x-1 text-left sm:gap-x-2.5 grid-cols-[3.125rem_minmax(0,1fr)_1.25rem_repeat(5,1.25rem)_2.5rem] sm:grid-cols-[3.125rem_minmax(0,1fr)_7rem_repeat(5,3.4rem)_2.5rem] lg:grid-cols-[3.125rem_minmax(0,1fr)_8rem_6rem_7rem_repeat(5,3.4rem)_2.5rem] xl:grid-cols-[3.125rem_minmax(0,1fr)_10rem_8rem_8rem_6.5rem_repeat(5,4rem)_2.5rem]';

type TagHeadsProps = {
  readonly sort: TagSort;
  readonly onSort: (sort: TagSort) => void;
  readonly countOf: (kind: (typeof evidenceColumns)[number]['kind']) => EvidenceCount;
  readonly selection: SelectAllProps;
};

/** The headings of the list: each sorts, and those of evidence tell how many of the artifacts that were read have it. */
export function TagHeads({ sort, onSort, countOf, selection }: TagHeadsProps) {
  const head = (by: TagColumn) => ({ by, sort, onSort: () => onSort(pressTagSort(sort, by)) });
  return (
    <>
      <th scope="col" className="flex h-10 items-center pl-4 max-sm:h-22 max-sm:items-end max-sm:pb-2.5">
        <SelectAll {...selection} />
      </th>
      <SortHead {...head('name')} className={plainClass}>
        Tag
      </SortHead>
      <SortHead {...head('kind')} className={plainClass}>
        <span className={uprightClass}>Type</span>
      </SortHead>
      <th scope="col" className="text-sm font-semibold text-muted max-xl:hidden">
        Digest
      </th>
      <SortHead
        {...head('size')}
        className={clsx(plainClass, 'flex justify-end max-lg:hidden')}
        hint="Config and layers of one platform. Sort by size"
      >
        Size
      </SortHead>
      <SortHead {...head('age')} className={clsx(plainClass, 'pl-2 max-lg:hidden')}>
        Created
      </SortHead>
      {evidenceColumns.map(({ kind, id, head: short, title, word }) => {
        const count = countOf(kind);
        return (
          <SortHead
            key={id}
            {...head(id)}
            className="flex justify-center text-sm max-sm:h-22 max-sm:items-end max-sm:pb-1.5"
            hint={hintOf(word, count)}
          >
            <span className="flex flex-col items-center leading-tight max-sm:hidden">
              <span>{short}</span>
              <Count {...count} />
            </span>
            {/* A narrow screen has no room beside each other for the names. */}
            <span className={clsx(uprightClass, 'sm:hidden')}>{title}</span>
          </SortHead>
        );
      })}
      <th scope="col">
        <span className="sr-only">Actions</span>
      </th>
    </>
  );
}

const uprightClass = 'max-sm:rotate-180 max-sm:text-xs max-sm:[writing-mode:vertical-rl]';

const plainClass = 'text-sm max-sm:self-end max-sm:pb-2';

/** A number that grows while rows are read: it has its room from the start, and each is an element of its own, so that nothing moves. */
function Count({ found, read }: { readonly found: number; readonly read: number }) {
  const text = read === 0 ? '–' : `${found} of ${read}`;
  return (
    <span className="block min-w-16 text-center text-xs font-normal whitespace-nowrap text-faint">
      <span key={text}>{text}</span>
    </span>
  );
}

function hintOf(word: string, { found, unknown, read }: EvidenceCount): string {
  if (read === 0) return `Sort by ${word}, missing first`;
  const open = unknown === 0 ? '' : `, ${unknown} unknown`;
  return `${found} of ${read} read ${read === 1 ? 'artifact' : 'artifacts'} ${found === 1 ? 'has' : 'have'} it${open}. Sort by ${word}, missing first`;
}

type SelectAllProps = {
  readonly state: 'none' | 'some' | 'all';
  readonly onChange: (isOn: boolean) => void;
};

function SelectAll({ state, onChange }: SelectAllProps) {
  const box = useRef<HTMLInputElement>(null);
  // The browser takes this third state from the element alone.
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = state === 'some';
  }, [state]);
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label="Select all"
      title="Select all listed tags"
      checked={state === 'all'}
      onChange={(event) => onChange(event.target.checked)}
      className="size-3.5 accent-accent"
    />
  );
}
