'use client';
import { useState } from 'react';
import { pictureOf } from '#components/graph/diagram/diagram.ts';
import { stackTitle } from '#components/graph/diagram/stack-title.ts';
import type { GraphViewProps, MenuRequest } from '#components/graph/view/graph-view-props.ts';
import { selectItem, toggleItem } from '#components/graph/view/view-changes.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { MenuAt, MenuItem, MenuNote, MenuSeparator } from '#components/ui/menu';
import type { StackItem } from '#lib/graph/picture/picture';
import { hasTrend, isStackItem } from '#lib/graph/picture/picture';
import type { Reference } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { useKeepNewest } from './keep-newest.tsx';

type StackMenuProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange'> & {
  readonly reference: Reference;
  readonly at: MenuRequest;
};

/** The menu of a stack as a whole, at the place where it was opened. */
export function StackMenu({ at, graph, view, onViewChange, reference }: StackMenuProps) {
  const { items, indexOf } = pictureOf(graph.state, view, viewFilter(view));
  const item = items[indexOf.get(at.pile ?? '') ?? -1];
  if (item === undefined || !isStackItem(item)) return null;
  return <Items {...{ at, item, view, onViewChange, reference }} />;
}

type ItemsProps = Omit<StackMenuProps, 'graph'> & { readonly item: StackItem };

function Items({ at, item, view, onViewChange, reference }: ItemsProps) {
  const [isOpen, setOpen] = useState(true);
  const { members } = item;
  const repository = `${reference.registry}/${reference.repository}`;
  const keeping = useKeepNewest({ repository, members, onPlanned: (plan) => onViewChange({ plan }) });
  const [newest, second] = members;
  const older = keeping?.split(keeping.firstCount).older.length ?? 0;
  const toggle = toggleItem(item, view);
  return (
    <MenuAt label={stackTitle(members)} x={at.x} y={at.y} isOpen={isOpen} onClose={() => setOpen(false)}>
      <MenuNote>{`${members.length.toLocaleString('en')} in this stack`}</MenuNote>
      <MenuItem onSelect={() => onViewChange(selectItem(item))}>
        {hasTrend(members) ? 'Show findings over time' : 'Show all as a list'}
      </MenuItem>
      {toggle === undefined ? null : (
        <MenuItem note={item.isOpen ? '←' : '→'} onSelect={() => onViewChange(toggle)}>
          {item.isOpen ? 'Close the stack' : 'Open the stack'}
        </MenuItem>
      )}
      <MenuSeparator />
      {[newest, second].map((member, place) =>
        member === undefined ? null : (
          <MenuItem
            key={member.digest}
            onSelect={() => onViewChange({ selected: member.digest, tab: 'content' })}
          >
            {place === 0 ? 'Read the newest' : 'Read the one before'}
          </MenuItem>
        ),
      )}
      {newest === undefined ? null : (
        <MenuItem
          onSelect={() =>
            void navigator.clipboard.writeText(formatReference(atDigest(reference, newest.digest)))
          }
        >
          Copy reference of the newest
        </MenuItem>
      )}
      {keeping === undefined || older === 0 ? null : (
        <>
          <MenuSeparator />
          <MenuItem look="danger" onSelect={() => keeping.plan(keeping.firstCount)}>
            {`Keep newest ${keeping.firstCount}, delete ${older.toLocaleString('en')}…`}
          </MenuItem>
        </>
      )}
    </MenuAt>
  );
}
