import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ArtifactItem, TagItem } from './group-tags.ts';
import { isArtifact } from './group-tags.ts';
import type { TagListAction, TagListState } from './tag-list-state.ts';

export type RowSelection = {
  /** Of the rows that are listed, and of the selected tags that stand in none of them. */
  readonly counts: { readonly rows: number; readonly selected: number; readonly hidden: number };
  /** How many of the rows that are listed are selected. */
  readonly state: 'none' | 'some' | 'all';
  /** Selects the rows up to one; `from` is where they begin when nothing was selected before. */
  readonly onRange: (to: string, from?: string) => void;
  /** Selects all rows that are listed, or takes them back. */
  readonly onChange: (isOn: boolean) => void;
};

/** How much of the list is selected, and the ways to select much at once. */
export function useSelection(
  items: readonly TagItem[],
  { selected }: TagListState,
  dispatch: (action: TagListAction) => void,
): RowSelection {
  const latest = useRef(items);
  useEffect(() => {
    latest.current = items;
  });
  // The rows are drawn anew only for what changes in them, and this does not.
  const onRange = useCallback(
    (to: string, from?: string) => {
      const order = latest.current.filter(isArtifact).map(({ tag }) => tag);
      dispatch({ type: 'select-range', order, to, ...(from === undefined ? {} : { from }) });
    },
    [dispatch],
  );
  const artifacts = useMemo(() => items.filter(isArtifact), [items]);
  const names = selected.size === 0 ? [] : artifacts.filter((item) => isRowSelected(item, selected));
  const shown = names.flatMap(({ tag, others }) => [tag, ...others].filter((name) => selected.has(name)));
  const isAll = names.length > 0 && names.length === artifacts.length;
  return {
    counts: {
      rows: artifacts.length,
      selected: names.length,
      hidden: selected.size - shown.length,
    },
    state: isAll ? 'all' : names.length > 0 ? 'some' : 'none',
    onRange,
    onChange: (isOn: boolean) => {
      const tags = isOn
        ? artifacts.filter((item) => !isRowSelected(item, selected)).map(({ tag }) => tag)
        : shown;
      dispatch({ type: 'select-all', tags, isOn });
    },
  };
}

/** Whether an artifact is selected under one of its names. */
export function isRowSelected({ tag, others }: ArtifactItem, selected: ReadonlySet<string>): boolean {
  return selected.size > 0 && (selected.has(tag) || others.some((other) => selected.has(other)));
}
