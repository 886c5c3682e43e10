'use client';

import { useEffect, useState } from 'react';
import { chipClass } from '#components/ui/chip';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { Checkbox, inputClass } from '#components/ui/fields';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import type { FileEntry, Files } from '#lib/api/contract/files-contract';
import type { FilesPlace } from '#lib/api/queries/files-queries';
import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { FileContent } from './file-content.tsx';
import { listLine } from './file-text.ts';
import { FileTree } from './file-tree.tsx';
import type { FileTreeRow } from './file-tree-rows.ts';
import { fileTreeRows, matchRows } from './file-tree-rows.ts';
import { useFileLevels } from './use-file-levels.ts';

type FilesViewProps = {
  readonly repository: Repository;
  /** The manifest whose layers make a file system; left out where the archive stands alone. */
  readonly manifest?: Digest | undefined;
  /** The archive that is shown first; all layers of the manifest when it is left out. */
  readonly archive?: Digest | undefined;
  /** Bytes of the archive: a large one takes a while. */
  readonly size?: number;
};

/** The files of a layer, of a whole image, or of another archive: a tree to search, and one file to read. */
export function FilesView({ repository, manifest, archive, size }: FilesViewProps) {
  const [isPlatform, setPlatform] = useState(archive === undefined);
  const [isRemovedShown, setRemovedShown] = useState(false);
  const target = isPlatform ? manifest : archive;
  if (target === undefined) return null;
  const ref = formatReference(atDigest(repository, target));
  const place: FilesPlace = isPlatform
    ? { ref, removed: isRemovedShown ? '1' : undefined }
    : { ref, manifest };
  return (
    <div className="flex flex-col gap-2 border-t border-line p-3">
      {manifest === undefined ? null : (
        <div className="flex flex-wrap items-center gap-2">
          {archive === undefined ? null : (
            <fieldset className="flex gap-1">
              <legend className="sr-only">Files of</legend>
              <Choice isOn={!isPlatform} onClick={() => setPlatform(false)} text="This layer" />
              <Choice isOn={isPlatform} onClick={() => setPlatform(true)} text="Whole platform" />
            </fieldset>
          )}
          {isPlatform ? (
            <Checkbox isOn={isRemovedShown} onChange={setRemovedShown}>
              Show what later layers removed
            </Checkbox>
          ) : null}
        </div>
      )}
      <FilesOf
        key={`${ref} ${isRemovedShown}`}
        place={place}
        registry={repository.registry}
        size={isPlatform ? undefined : size}
      />
    </div>
  );
}

type ChoiceProps = { readonly isOn: boolean; readonly onClick: () => void; readonly text: string };

function Choice({ isOn, onClick, text }: ChoiceProps) {
  return (
    <button type="button" aria-pressed={isOn} onClick={onClick} className={chipClass(isOn)}>
      {text}
    </button>
  );
}

type FilesOfProps = {
  readonly place: FilesPlace;
  readonly registry: string;
  readonly size: number | undefined;
};

function FilesOf({ place, registry, size }: FilesOfProps) {
  const [input, setInput] = useState('');
  const text = useSettled(input.trim());
  const [entry, setEntry] = useState<FileEntry>();
  const { levels, open, first, toggle, more, retry } = useFileLevels(place, text);
  const root = levels.get('');
  if (first?.isError === true && first.data === undefined)
    return <ProblemPanel problem={problemOf(first.error)} onRetry={() => retry('')} registry={registry} />;
  const rows = text === '' ? fileTreeRows(levels, open) : matchRows(root ?? pending);
  const onToggle = (row: FileTreeRow) => {
    if (row.kind === 'entry' && row.isOpen !== undefined) toggle(row.id);
  };
  const onOpen = (row: FileTreeRow) => {
    if (row.kind === 'more') more(row.folder);
    else if (row.kind === 'problem') retry(row.folder);
    else if (row.kind === 'entry' && row.isOpen !== undefined) toggle(row.id);
    else if (row.kind === 'entry') setEntry(row.entry);
  };
  return (
    <>
      <Search input={input} onChange={setInput} list={first?.data} isSearch={text !== ''} />
      {first?.data === undefined ? (
        <SkeletonRows count={6} label={readingLabel(size)} className="h-7" />
      ) : (
        <>
          <Problems list={first.data} />
          {rows.length === 0 ? (
            <p className="px-2 py-3 text-muted">
              {text === '' ? 'It has no files.' : 'No path contains this.'}
            </p>
          ) : (
            <FileTree
              label={text === '' ? 'Files' : 'Files that match'}
              rows={rows}
              archives={first.data.archives}
              selected={entry?.path}
              onToggle={onToggle}
              onOpen={onOpen}
            />
          )}
        </>
      )}
      {entry === undefined ? null : (
        <FileContent key={entry.path} place={place} entry={entry} onClose={() => setEntry(undefined)} />
      )}
    </>
  );
}

const pending = { entries: [], total: 0, isPending: true };
const largeBytes = 32 * 1024 * 1024;

function readingLabel(size: number | undefined): string {
  return size !== undefined && size > largeBytes
    ? 'Reading the layer; a large one takes a while'
    : 'Reading the files';
}

type SearchProps = {
  readonly input: string;
  readonly onChange: (text: string) => void;
  readonly list: Files | undefined;
  readonly isSearch: boolean;
};

function Search({ input, onChange, list, isSearch }: SearchProps) {
  const count =
    list === undefined
      ? ''
      : isSearch
        ? `${list.total.toLocaleString('en')} of ${list.all.toLocaleString('en')}`
        : listLine(list);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <input
        type="search"
        aria-label="Search the paths"
        placeholder="Search the paths"
        value={input}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={`${inputClass} w-full max-w-64 grow`}
      />
      <span role="status" className="text-sm text-muted">
        {count}
      </span>
    </div>
  );
}

const problemsShown = 6;

function Problems({ list: { problems, isComplete } }: { readonly list: Files }) {
  if (problems.length === 0) return null;
  const rest = problems.length - problemsShown;
  return (
    <ul className={isComplete ? 'text-sm text-muted' : 'text-sm text-warn'}>
      {problems.slice(0, problemsShown).map((problem) => (
        <li key={problem} className="[overflow-wrap:anywhere]">
          {problem}
        </li>
      ))}
      {rest > 0 ? <li>and {rest.toLocaleString('en')} more</li> : null}
    </ul>
  );
}

const settleMs = 200;

/** A text once it has not changed for a moment: each letter would ask the server. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  // The clock is the outside system.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
