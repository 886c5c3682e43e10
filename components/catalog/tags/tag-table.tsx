import type { ReactNode } from 'react';
import { LinkTable } from '#components/ui/table/link-table';
import type { TagSort } from './sort-tags.ts';
import { countEvidence } from './tag-facts.ts';
import { TagHeads, tagTracks } from './tag-heads.tsx';
import type { TagListAction, TagListState } from './tag-list-state.ts';
import { DigestTagRow, TagRow } from './tag-row.tsx';
import type { RowSelection } from './use-selection.ts';
import { isRowSelected } from './use-selection.ts';
import type { TagItems } from './use-tag-items.ts';

type TagTableProps = {
  /** `host/name` */
  readonly repository: string;
  readonly list: TagItems;
  readonly order: { readonly sort: TagSort; readonly onChange: (sort: TagSort) => void };
  readonly selection: RowSelection;
  readonly state: Pick<TagListState, 'open' | 'selected'>;
  readonly dispatch: (action: TagListAction) => void;
  readonly actionsOf: ((tag: string) => ReactNode) | undefined;
};

/** The rows of the list under their headings. */
export function TagTable(props: TagTableProps) {
  const { repository, list, order, selection, state, dispatch, actionsOf } = props;
  return (
    <LinkTable
      label="Tags"
      items={list.items}
      rowHeight={36}
      keyOf={({ type, tag }) => `${type} ${tag}`}
      tracks={tagTracks}
      onExtend={(from, to) => selection.onRange(to.tag, from.tag)}
      head={
        <TagHeads
          sort={order.sort}
          onSort={order.onChange}
          countOf={countEvidence(list.facts, list.all)}
          selection={selection}
        />
      }
    >
      {(item, isMoving) =>
        item.type === 'digest-tag' ? (
          <DigestTagRow repository={repository} tag={item.tag} />
        ) : (
          <TagRow
            repository={repository}
            item={item}
            isMoving={isMoving || list.isGrowing}
            isOpen={state.open.has(item.tag)}
            isSelected={isRowSelected(item, state.selected)}
            dispatch={dispatch}
            onRange={selection.onRange}
            actionsOf={actionsOf}
          />
        )
      }
    </LinkTable>
  );
}
