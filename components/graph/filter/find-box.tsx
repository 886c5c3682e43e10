'use client';
import { Search } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useMemo, useRef } from 'react';
import { pictureOf } from '#components/graph/diagram/diagram.ts';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { usePageKey } from '#components/ui/use-page-key.ts';
import { prepareSearch } from '#lib/graph/filter/matching-nodes';
import { findHits, nextHit } from './find-hits.ts';

type FindBoxProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange'>;

/** What the box looks at. */
export const searched =
  'The search covers names, types, digests, tags and annotations, but not the content of documents.';

/** Finds nodes by what stands on them and in their annotations; Enter goes from hit to hit, with Shift backwards. */
export function FindBox({ graph, view, onViewChange }: FindBoxProps) {
  const { state } = graph;
  const text = view.text ?? '';
  const filter = viewFilter(view);
  const hits = useMemo(
    () => (text === '' ? [] : findHits(state, pictureOf(state, view, filter), filter)),
    [state, view, filter, text],
  );
  const at = view.selected === undefined ? -1 : hits.indexOf(view.selected);
  const box = useRef<HTMLInputElement>(null);
  usePageKey('f', () => box.current?.focus());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onViewChange({ text: undefined }, 'detail');
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const selected = nextHit(hits, view.selected, event.shiftKey ? -1 : 1);
    if (selected !== undefined) onViewChange({ selected }, 'detail');
  };
  return (
    <label
      title={searched}
      className="flex h-[26px] shrink-0 items-center gap-1.5 rounded-full border border-line bg-surface px-2.5 text-muted focus-within:border-line-strong"
    >
      <Search size={13} aria-hidden="true" />
      <span className="sr-only">Find in the graph</span>
      <input
        ref={box}
        onFocus={(event) => {
          event.target.select();
          prepareSearch(state, pictureOf(state, view, filter));
        }}
        type="search"
        value={text}
        placeholder="Find"
        aria-description={searched}
        onChange={(event) => onViewChange({ text: event.target.value }, 'detail')}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        className="w-20 bg-transparent text-text outline-none placeholder:text-faint focus:w-36 not-placeholder-shown:w-36 [&::-webkit-search-cancel-button]:hidden"
      />
      <output className="text-sm tabular-nums" hidden={text === ''}>
        {at < 0 ? hits.length : `${at + 1} of ${hits.length}`}
      </output>
    </label>
  );
}
