import { clsx } from 'clsx';
import { File, FileSymlink, Folder, FolderOpen, HardDrive } from 'lucide-react';
import type { FileEntry, Files } from '#lib/api/contract/files-contract';
import { showHidden } from '#lib/text/untrusted-text';
import { fileBadges, fileNote, shownPath } from './file-text.ts';
import type { FileTreeRow } from './file-tree-rows.ts';

type FileLineProps = {
  readonly row: FileTreeRow;
  readonly archives: Files['archives'];
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
};

/** One line of the tree; the tree around it listens to keys and pointer. */
export function FileLine({ row, archives, isSelected, isTabStop }: FileLineProps) {
  const isEntry = row.kind === 'entry';
  return (
    <div
      role="treeitem"
      data-row={row.id}
      tabIndex={isTabStop ? 0 : -1}
      aria-level={row.level}
      aria-selected={isSelected}
      aria-busy={row.kind === 'pending'}
      {...(isEntry ? { 'aria-posinset': row.posInSet, 'aria-setsize': row.setSize } : {})}
      {...(isEntry && row.isOpen !== undefined ? { 'aria-expanded': row.isOpen } : {})}
      style={{ paddingLeft: Math.min(6 + (row.level - 1) * 14, 140) }}
      className={clsx(
        'flex h-7 cursor-pointer items-center gap-1.5 rounded-md pr-2 whitespace-nowrap -outline-offset-2 select-none',
        isSelected ? 'bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]' : 'hover:bg-sunken',
      )}
    >
      {isEntry ? (
        <EntryLine row={row} archives={archives} />
      ) : (
        <span className={clsx('truncate pl-5', row.kind === 'problem' ? 'text-bad' : 'text-muted')}>
          {lineOf(row)}
        </span>
      )}
    </div>
  );
}

function lineOf(row: Exclude<FileTreeRow, { kind: 'entry' }>): string {
  if (row.kind === 'pending') return 'Loading…';
  if (row.kind === 'more') return `Show more (${row.left.toLocaleString('en')} left)`;
  return `${row.problem.title}. Try again`;
}

type EntryLineProps = Pick<FileLineProps, 'archives'> & {
  readonly row: Extract<FileTreeRow, { kind: 'entry' }>;
};

function EntryLine({ row: { entry, name, isOpen }, archives }: EntryLineProps) {
  // A line of a search stands for a whole path: its name comes first, where there is room for it.
  const slash = name.lastIndexOf('/');
  const isGone = entry.removedBy !== undefined || entry.whiteout !== undefined;
  return (
    <>
      <span aria-hidden="true" data-twisty className="w-3.5 shrink-0 text-center text-[10px] text-faint">
        {isOpen === undefined ? '' : isOpen ? '▾' : '▸'}
      </span>
      <EntryIcon entry={entry} isOpen={isOpen === true} />
      <span
        className={clsx('truncate', isGone && 'text-muted line-through decoration-bad')}
        title={showHidden(entry.path)}
      >
        {shownPath(name.slice(slash + 1))}
      </span>
      {slash < 0 ? null : (
        <span className="min-w-8 shrink-[9] truncate text-sm text-muted">
          {shownPath(name.slice(0, slash))}
        </span>
      )}
      {entry.link === undefined ? null : (
        <span className="min-w-8 shrink truncate text-muted">
          <span aria-hidden="true">→ </span>
          <span className="sr-only">links to </span>
          {shownPath(entry.link)}
        </span>
      )}
      <span className="ml-auto flex items-center gap-1.5 pl-2 text-sm text-faint">
        {fileBadges(entry, archives).map(({ text, tone }) => (
          <span
            key={text}
            className={clsx(
              'rounded-full border px-1.5 text-xs leading-4',
              tone === 'warn' ? 'border-warn text-warn' : 'border-line-strong text-muted',
            )}
          >
            {text}
          </span>
        ))}
        {fileNote(entry)}
      </span>
    </>
  );
}

function EntryIcon({ entry, isOpen }: { readonly entry: FileEntry; readonly isOpen: boolean }) {
  const props = { size: 14, 'aria-hidden': true, className: 'shrink-0 text-muted' } as const;
  switch (entry.type) {
    case 'folder':
      return isOpen ? <FolderOpen {...props} /> : <Folder {...props} />;
    case 'symlink':
    case 'hardlink':
      return <FileSymlink {...props} />;
    case 'device':
    case 'other':
      return <HardDrive {...props} />;
    case 'file':
      return <File {...props} />;
    default:
      return entry.type satisfies never;
  }
}
