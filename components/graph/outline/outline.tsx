'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState } from 'react';
import { pictureOf } from '#components/graph/diagram/diagram.ts';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { expandAll, toggleItem } from '#components/graph/view/view-changes.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { isDimmed } from '#lib/graph/filter/node-filter';
import { openQuestions } from '#lib/graph/open-questions';
import { outlineRows } from '#lib/graph/picture/outline';
import { planEffectOfItem } from '#lib/graph/picture/plan-effect';
import type { OutlineItemState } from './outline-item.tsx';
import { OutlineItem } from './outline-item.tsx';
import { digestOfRow, rowText } from './row-text.ts';
import type { TreeAction, TreeRow } from './tree-keys.ts';
import { closedItems, siblingsOf } from './tree-keys.ts';
import { useFocusRow, useTreeEvents } from './use-tree-events.ts';

const rowHeight = 28;
const heightOfRow = () => rowHeight;

/** The same graph as a tree, for keyboard and screen reader, and for narrow screens. */
export function Outline(props: GraphViewProps) {
  const { graph, view, onViewChange, onMenu } = props;
  const [now] = useState(() => Date.now());
  const [active, setActive] = useState<string>();
  const frame = useRef<HTMLDivElement>(null);
  const rows = useOutlineRows(props);
  // Measured: of 50,000 rows a new function would have each asked for its key on every letter of a search, 10 ms.
  const keyOf = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: heightOfRow,
    getItemKey: keyOf,
    overscan: 12,
  });
  // Selected elsewhere, a node is where the tab key comes in next.
  const [seen, setSeen] = useState(view.selected);
  if (seen !== view.selected) {
    setSeen(view.selected);
    const row = rows.find(({ id }) => id === active);
    if (row === undefined || digestOfRow(row) !== view.selected) setActive(undefined);
  }
  const focusRow = useFocusRow(frame);
  const places = useMemo(() => new Map(rows.map(({ id }, index) => [id, index])), [rows]);
  const current = places.get(active ?? view.selected ?? '') ?? 0;
  const events = useTreeEvents({
    rows,
    current,
    nameOf: (row) => rowText(row, graph.state.reference, now).name,
    onMenu: (row, x, y) => {
      const digest = digestOfRow(row);
      if (digest === undefined || onMenu === undefined) return;
      setActive(row.id);
      onViewChange({ selected: digest }, 'detail');
      onMenu({ digest, x, y });
    },
    onAction: (action) => {
      const row = rows[action.index];
      if (row === undefined || row.type === 'caption') return;
      setActive(row.id);
      if (action.do !== 'focus') act(action, row, siblingsOf(rows, action.index), props);
      else {
        virtual.scrollToIndex(action.index);
        focusRow(row.id);
      }
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
          if (row === undefined) return null;
          const text = rowText(row, graph.state.reference, now);
          return (
            <div key={key} role="presentation" className="absolute inset-x-0" style={{ top: start }}>
              {row.type === 'caption' ? (
                <Caption text={row.text} />
              ) : (
                <OutlineItem row={row} text={text} look={lookOf(row, props, index === current)} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Caption({ text }: { readonly text: string }) {
  return (
    <div aria-hidden="true" className="flex h-7 items-center pl-5 text-faint">
      {text}
    </div>
  );
}

function useOutlineRows({ graph: { state }, view }: GraphViewProps) {
  const picture = pictureOf(state, view, viewFilter(view));
  return useMemo(() => outlineRows(picture, openQuestions(state)), [picture, state]);
}

function act(
  action: TreeAction,
  row: TreeRow,
  siblings: readonly TreeRow[],
  { view, onViewChange, onOpen }: GraphViewProps,
): void {
  const digest = digestOfRow(row);
  const toggle = row.type === 'item' ? toggleItem(row.item, view) : undefined;
  const isStack = row.type === 'item' && row.item.type === 'stack';
  if (action.do === 'expand-siblings') onViewChange(expandAll(closedItems(siblings), view));
  else if (action.do === 'toggle' || (action.do === 'open' && isStack)) {
    if (toggle !== undefined) onViewChange(toggle);
  } else if (action.do === 'open' && row.level > 1 && row.type === 'item' && digest !== undefined) {
    onOpen(digest);
  } else onViewChange({ selected: digest });
}

function lookOf(row: TreeRow, { graph, view, marks }: GraphViewProps, isTabStop: boolean): OutlineItemState {
  if (row.type === 'question')
    return { isSelected: false, isDimmed: false, isPending: false, isTabStop, mark: undefined };
  const { item } = row;
  const holds = (digest: string | undefined) =>
    item.type === 'node'
      ? item.node.digest === digest
      : item.type === 'stack' && !item.isOpen && item.members.some((member) => member.digest === digest);
  return {
    isSelected: view.selected !== undefined && holds(view.selected),
    isDimmed: isDimmed(item, viewFilter(view)),
    isPending: item.type === 'node' && graph.pending.has(item.node.digest),
    isTabStop,
    mark: planEffectOfItem(item, marks),
  };
}
