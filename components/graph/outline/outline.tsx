'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { pictureOf } from '#components/graph/diagram/diagram.ts';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { selectedId, selectItem } from '#components/graph/view/view-changes.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { openQuestions } from '#lib/graph/open-questions';
import type { OutlineRow } from '#lib/graph/picture/outline';
import { outlineRows } from '#lib/graph/picture/outline';
import { OutlineItem } from './outline-item.tsx';
import { rowAction } from './row-action.ts';
import { rowState } from './row-state.ts';
import { digestOfRow, rowText } from './row-text.ts';
import { useFocusRow, useTreeEvents } from './use-tree-events.ts';

const rowHeight = 28;
const heightOfRow = () => rowHeight;

/** The same graph as a tree, for keyboard and screen reader, and for narrow screens. */
export function Outline(props: GraphViewProps) {
  const { graph, view, onViewChange, onOpen, onMenu } = props;
  const [now] = useState(() => Date.now());
  const frame = useRef<HTMLDivElement>(null);
  const rows = useOutlineRows(props);
  const virtual = useVirtualRows(rows, frame);
  const focusRow = useFocusRow(frame);
  const [current, setActive] = useCurrentRow(rows, selectedId(view));
  const events = useTreeEvents({
    rows,
    current,
    nameOf: (row) => rowText(row, graph.state.reference, now).name,
    onMenu: (row, x, y) => {
      const digest = digestOfRow(row);
      if (digest === undefined || onMenu === undefined) return;
      setActive(row.id);
      const stack = row.type === 'item' && row.item.type === 'stack' ? row.item : undefined;
      onViewChange(stack === undefined ? { selected: digest } : selectItem(stack), 'detail');
      onMenu({ digest, x, y, ...(stack === undefined ? {} : { pile: stack.id }) });
    },
    onAction: (action) => {
      const row = rows[action.index];
      if (row === undefined || row.type === 'caption') return;
      setActive(row.id);
      if (action.do === 'focus') {
        virtual.scrollToIndex(action.index);
        focusRow(row.id);
        return;
      }
      const effect = rowAction(action, rows, view);
      if (effect?.type === 'centre') onOpen(effect.digest);
      if (effect?.type === 'change') onViewChange(effect.change);
    },
  });
  return (
    <div ref={frame} className="min-h-0 grow overflow-auto px-2 pb-2 print:overflow-visible">
      <div
        role="tree"
        tabIndex={-1}
        aria-label="Outline of the graph"
        className="relative outline-none"
        style={{ height: virtual.getTotalSize() }}
        {...events}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <div key={key} role="presentation" className="absolute inset-x-0" style={{ top: start }}>
              <Row row={row} props={props} now={now} isTabStop={index === current} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

type RowProps = {
  readonly row: OutlineRow;
  readonly props: GraphViewProps;
  readonly now: number;
  readonly isTabStop: boolean;
};

function Row({ row, props: { graph, view, planEffects }, now, isTabStop }: RowProps) {
  const text = rowText(row, graph.state.reference, now);
  if (row.type === 'caption') return <Caption text={row.text} />;
  const filter = viewFilter(view);
  const state = rowState(row, { view, filter, pending: graph.pending, planEffects });
  return <OutlineItem row={row} text={text} state={state} isTabStop={isTabStop} />;
}

function useVirtualRows(rows: readonly OutlineRow[], frame: RefObject<HTMLDivElement | null>) {
  // Measured: with a new function the list asks all 50,000 rows for their keys on every letter of a search, 10 ms.
  const keyOf = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  return useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: heightOfRow,
    getItemKey: keyOf,
    overscan: 12,
  });
}

function Caption({ text }: { readonly text: string }) {
  return (
    <div aria-hidden="true" className="flex h-7 items-center pl-3 text-faint">
      {text}
    </div>
  );
}

/** The index of the row that the tab key reaches, and the setter of its id; what is selected elsewhere becomes that row. */
function useCurrentRow(rows: readonly OutlineRow[], selected: string | undefined) {
  const [active, setActive] = useState<string>();
  const [previous, setPrevious] = useState(selected);
  if (previous !== selected) {
    setPrevious(selected);
    const row = rows.find(({ id }) => id === active);
    if (row === undefined || (row.id !== selected && digestOfRow(row) !== selected)) setActive(undefined);
  }
  const places = useMemo(() => new Map(rows.map(({ id }, index) => [id, index])), [rows]);
  return [places.get(active ?? selected ?? '') ?? 0, setActive] as const;
}

function useOutlineRows({ graph: { state }, view }: GraphViewProps) {
  const picture = pictureOf(state, view, viewFilter(view));
  return useMemo(() => outlineRows(picture, openQuestions(state)), [picture, state]);
}
