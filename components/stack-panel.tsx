'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { pictureOf } from '#components/graph/diagram/diagram.ts';
import { stackTitle } from '#components/graph/diagram/stack-title.ts';
import type { GraphSession } from '#components/graph/view/use-graph.ts';
import type { ViewChange } from '#components/graph/view/use-view.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { StackInspector } from '#components/inspector/stack/stack-inspector';
import { IconButton } from '#components/ui/button';
import type { StackItem } from '#lib/graph/picture/picture';
import { isStackItem } from '#lib/graph/picture/picture';
import type { View } from '#lib/graph/picture/view';
import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { KeepNewest } from './keep-newest.tsx';

type StackPanelProps = {
  readonly graph: GraphSession;
  readonly view: View;
  readonly onViewChange: ViewChange;
};

/** The stack that is selected as a whole; `fallback` where the graph has none of that key. */
export function StackPanel({
  graph,
  view,
  onViewChange,
  at,
  fallback,
}: StackPanelProps & {
  /** Where the graph lies. */
  readonly at: Repository;
  readonly fallback: ReactNode;
}) {
  const { items, indexOf } = pictureOf(graph.state, view, viewFilter(view));
  const item = items[indexOf.get(view.pile ?? '') ?? -1];
  if (item === undefined || !isStackItem(item)) return fallback;
  return (
    <StackInspector
      key={item.id}
      title={titleOf(item)}
      members={item.members}
      onSelect={(selected) => onViewChange({ selected })}
      actions={
        <KeepNewest
          repository={`${at.registry}/${at.repository}`}
          members={item.members}
          onPlanned={(plan) => onViewChange({ plan })}
        />
      }
    />
  );
}

/** Where a node that lies in a stack stands in it, and the ways to the one before, the next, and all. */
export function StackBar({
  graph,
  view,
  onViewChange,
  digest,
}: StackPanelProps & { readonly digest: Digest }) {
  const stack = stackAround(graph, view, digest);
  if (stack === undefined) return null;
  const at = stack.members.findIndex((member) => member.digest === digest);
  const [newer, older] = [stack.members[at - 1], stack.members[at + 1]];
  const go = (selected: Digest | undefined) => {
    if (selected !== undefined) onViewChange({ selected }, 'detail');
  };
  return (
    <div className="flex shrink-0 items-center gap-1 border-b border-line bg-sunken px-4 py-1 text-sm text-muted">
      <button
        type="button"
        onClick={() => onViewChange({ selected: undefined, pile: stack.id })}
        className="min-w-0 truncate underline decoration-line-strong underline-offset-2 hover:text-text"
      >
        {titleOf(stack)}
      </button>
      <span className="grow whitespace-nowrap">
        · {at === 0 ? 'newest' : (at + 1).toLocaleString('en')} of {stack.members.length.toLocaleString('en')}
      </span>
      <IconButton label="Newer" disabled={newer === undefined} onClick={() => go(newer?.digest)}>
        <ChevronLeft size={15} aria-hidden="true" />
      </IconButton>
      <IconButton label="Older" disabled={older === undefined} onClick={() => go(older?.digest)}>
        <ChevronRight size={15} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function titleOf({ members, period }: StackItem): string {
  return period === undefined ? stackTitle(members) : `${stackTitle(members)}, ${period}`;
}

/** The stack that a node lies in, closed or open. */
function stackAround({ state }: GraphSession, view: View, digest: Digest): StackItem | undefined {
  const { items, indexOf } = pictureOf(state, view, viewFilter(view));
  const item = items[indexOf.get(digest) ?? -1];
  const around = item?.type === 'node' && item.lane === 'members' ? items[item.parent] : item;
  return around !== undefined && isStackItem(around) ? around : undefined;
}
