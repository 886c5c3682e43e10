import { clsx } from 'clsx';
import { ChevronDown, ChevronRight, Database } from 'lucide-react';
import type { ReactNode } from 'react';
import { isJudged, madeDaysAgo } from '#components/coverage/filter/filter-rows.ts';
import type { ColumnId } from '#components/coverage/filter/sort-rows.ts';
import { columnIds } from '#components/coverage/filter/sort-rows.ts';
import { earlierNote } from '#components/coverage/stream/merge-rows.ts';
import { rowNames } from '#components/coverage/stream/row-names.ts';
import { KindIcon } from '#components/ui/kind-icon';
import { PageLink } from '#components/ui/page-link';
import { StateIcon } from '#components/ui/state-icon';
import { inventoryNote } from '#lib/api/client/stream-coverage';
import type { AuditPlatform, AuditRow, EvidenceCell } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { textPath } from '#lib/oci/location';
import { shorten } from '#lib/text/untrusted-text';
import { CellIcon } from './cell-icon.tsx';
import type { RowFaults } from './cell-words.ts';
import { cellWords, dayText } from './cell-words.ts';
import { columnTitles } from './grid-columns.ts';

type CellProps = {
  readonly column: ColumnId;
  readonly isStop: boolean;
  readonly isShown?: boolean;
  readonly title?: string | undefined;
  readonly className?: string;
  readonly children: ReactNode;
};

/** One cell; keys and clicks are heard by the grid around it. */
function Cell({ column, isStop, isShown = false, title, className, children }: CellProps) {
  return (
    <td
      data-column={column}
      data-label={columnTitles[column]}
      tabIndex={isStop ? 0 : -1}
      title={title}
      aria-colindex={columnIds.indexOf(column) + 1}
      aria-current={isShown ? 'true' : undefined}
      className={clsx(
        'flex min-w-0 cursor-pointer items-center gap-1.5 rounded-sm px-1.5 -outline-offset-2 hover:bg-sunken',
        // A card has no headings: each cell says what it is about.
        'max-sm:before:w-[5.6rem] max-sm:before:shrink-0 max-sm:before:text-sm max-sm:before:text-faint max-sm:before:content-[attr(data-label)]',
        isShown && 'bg-accent-soft',
        className,
      )}
    >
      {children}
    </td>
  );
}

type LineProps = {
  /** The column that the Tab key stops at, where it is in this line. */
  readonly stop: ColumnId | undefined;
  /** The column whose evidence is shown, where it is in this line. */
  readonly shown: ColumnId | undefined;
  readonly faults: RowFaults;
};

type RowCellsProps = LineProps & { readonly row: AuditRow; readonly isOpen: boolean; readonly now: number };

/** The cells of an artifact. */
export function RowCells({ row, isOpen, now, ...line }: RowCellsProps) {
  const { stop, shown } = line;
  const cell = (column: ColumnId) => ({ column, isStop: stop === column, isShown: shown === column });
  const days = madeDaysAgo(row, now);
  return (
    <>
      <RowHead row={row} isOpen={isOpen} {...cell('name')} />
      <Cell {...cell('kind')} className="max-sm:hidden">
        {row.kind === undefined ? (
          <span className="text-faint">not known</span>
        ) : (
          <>
            <KindIcon kind={row.kind} size={15} />
            <span className="truncate">
              {row.kind}
              {row.platforms.length > 0 ? ` of ${row.platforms.length}` : ''}
            </span>
          </>
        )}
      </Cell>
      <Cell {...cell('age')} title={row.created} className="max-sm:hidden">
        {days === undefined ? (
          <span className="truncate text-faint">no date</span>
        ) : (
          <span className="truncate">{dayText(days)}</span>
        )}
      </Cell>
      <EvidenceLine evidence={row.evidence} platforms={row.platforms} {...line} />
      <VerdictCell row={row} faults={line.faults} {...cell('verdict')} />
    </>
  );
}

type RowHeadProps = Pick<CellProps, 'isStop' | 'isShown'> & Pick<RowCellsProps, 'row' | 'isOpen'>;

function RowHead({ row, isOpen, isStop, isShown }: RowHeadProps) {
  const { tags, platforms, notes } = row;
  const { name, others, reference } = rowNames(row);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <th
      scope="row"
      data-column="name"
      tabIndex={isStop ? 0 : -1}
      aria-colindex={1}
      {...(platforms.length === 0 ? {} : { 'aria-expanded': isOpen })}
      title={notes?.join(' ')}
      className={clsx(
        'flex min-w-0 items-center gap-1.5 rounded-sm pr-1.5 text-left font-normal -outline-offset-2 sm:sticky sm:left-0 sm:z-[1]',
        isShown === true ? 'bg-accent-soft' : 'bg-surface group-hover:bg-sunken',
      )}
    >
      <span
        aria-hidden="true"
        data-toggle={platforms.length > 0 ? '' : undefined}
        className="flex h-full w-6 shrink-0 cursor-pointer items-center justify-center text-faint"
      >
        {platforms.length > 0 ? <Chevron size={14} /> : null}
      </span>
      <PageLink
        href={textPath(reference)}
        tabIndex={-1}
        // Shrunk by a fraction of a pixel it would end in an ellipsis: the other tags make room, and the note has its place.
        className={clsx(
          'min-w-0 truncate font-semibold hover:underline',
          others.length > 0 && 'max-w-[calc(100%-5.75rem)] shrink-0',
        )}
      >
        {name}
      </PageLink>
      {others.length > 0 ? (
        <span className="min-w-0 shrink truncate text-muted" title={tags.join(', ')}>
          {others.join(' ')}
        </span>
      ) : null}
      <RowNote notes={notes} />
    </th>
  );
}

/** A sign or a word about where a row comes from; the sentence is in its tooltip. */
function RowNote({ notes = [] }: { readonly notes: AuditRow['notes'] }) {
  const others = notes.filter((note) => note !== inventoryNote);
  if (others.length === 0)
    return notes.length === 0 ? null : (
      <span className="ml-auto shrink-0 text-faint">
        <span className="sr-only">scanned</span>
        <Database size={12} aria-hidden="true" />
      </span>
    );
  return (
    <span className="shrink-0 text-sm text-warn">
      {others.includes(earlierNote) ? 'read earlier' : 'moved'}
    </span>
  );
}

type PlatformCellsProps = LineProps & { readonly platform: AuditPlatform };

/** The cells of one platform of an artifact. */
export function PlatformCells({ platform, ...line }: PlatformCellsProps) {
  const { stop, shown } = line;
  return (
    <>
      <th
        scope="row"
        data-column="name"
        tabIndex={stop === 'name' ? 0 : -1}
        aria-colindex={1}
        className="flex min-w-0 items-center gap-1.5 bg-sunken pr-1.5 pl-6 text-left font-normal -outline-offset-2 sm:sticky sm:left-0 sm:z-[1]"
      >
        <KindIcon kind="image" size={15} />
        <span className="truncate">{platform.platform}</span>
      </th>
      <Cell column="kind" isStop={stop === 'kind'} className="text-muted max-sm:hidden">
        platform
      </Cell>
      <Cell column="age" isStop={stop === 'age'} className="max-sm:hidden">
        <span className="sr-only">as its artifact</span>
      </Cell>
      <EvidenceLine evidence={platform.evidence} {...line} />
      <Cell
        column="verdict"
        isStop={stop === 'verdict'}
        isShown={shown === 'verdict'}
        className="max-sm:hidden"
      >
        <span className="sr-only">as its artifact</span>
      </Cell>
    </>
  );
}

type EvidenceLineProps = LineProps &
  Pick<AuditPlatform, 'evidence'> & { readonly platforms?: AuditRow['platforms'] };

function EvidenceLine({ evidence, platforms = [], stop, shown, faults }: EvidenceLineProps) {
  return evidenceNames.map((name) => {
    const cell: EvidenceCell = evidence[name];
    const words = cellWords(name, cell, { isRequired: faults.evidence.has(name), platforms });
    return (
      <Cell key={name} column={name} isStop={stop === name} isShown={shown === name} title={titleOf(cell)}>
        <CellIcon {...words} />
        <span
          className={clsx('shrink-0', words.isMissing && 'text-bad', words.icon === 'failed' && 'text-bad')}
        >
          {words.word}
        </span>
        {words.detail === undefined ? null : (
          <span className={clsx('min-w-0 truncate', words.isWarning === true ? 'text-warn' : 'text-muted')}>
            {words.detail}
          </span>
        )}
      </Cell>
    );
  });
}

function titleOf({ reason, doubt }: EvidenceCell): string | undefined {
  const sentences = [reason, doubt === undefined ? undefined : `There may be more: ${doubt}`];
  const text = sentences.filter((one) => one !== undefined).join(' ');
  return text === '' ? undefined : shorten(text);
}

const verdictLooks = {
  pass: { state: 'valid', word: 'passes', colour: 'text-ok' },
  fail: { state: 'failed', word: 'fails', colour: 'text-bad' },
  unknown: { state: 'unknown', word: 'not determined', colour: '' },
} as const;

type VerdictCellProps = Pick<CellProps, 'column' | 'isStop' | 'isShown'> &
  Pick<LineProps, 'faults'> & { readonly row: AuditRow };

function VerdictCell({ row, faults: { words }, ...cell }: VerdictCellProps) {
  const { verdict, why } = row;
  if (!isJudged(row))
    return (
      <Cell {...cell} title={why.join(' ')} className="max-sm:row-start-2">
        <span className="text-faint">nothing is required</span>
      </Cell>
    );
  const { state, word, colour } = verdictLooks[verdict];
  return (
    <Cell {...cell} title={shorten(why.join(' '))} className="max-sm:row-start-2">
      <StateIcon state={state} />
      <span className={clsx('shrink-0', colour)}>{word}</span>
      {verdict === 'pass' ? null : (
        <span className="min-w-0 truncate text-muted">
          {verdict === 'fail' && words.length > 0
            ? words.join(', ')
            : `${shorten(why[0] ?? '')}${why.length > 1 ? ` +${why.length - 1}` : ''}`}
        </span>
      )}
    </Cell>
  );
}
