'use client';

import { ChevronDown, MoreHorizontal } from 'lucide-react';
import type { ChangeTarget } from '#components/changes/request/change-target.ts';
import { Menu } from '#components/ui/menu';
import { homeOf } from '#lib/api/queries/home-of';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { Reference } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { useChangeItems } from './use-change-items.tsx';

type ChangeMenuProps = {
  readonly target: ChangeTarget;
  readonly onPlanned: (id: string) => void;
  readonly look?: 'button' | 'icon';
};

/** A button that opens the menu of changes. */
export function ChangeMenu({ target, onPlanned, look = 'button' }: ChangeMenuProps) {
  const { items, dialogs } = useChangeItems({ target, onPlanned, isRow: false });
  return (
    <>
      <Menu
        {...(look === 'button' ? {} : { label: `Change ${formatReference(target.reference)}` })}
        trigger={
          look === 'button' ? (
            <>
              Change <ChevronDown size={14} aria-hidden="true" />
            </>
          ) : (
            <MoreHorizontal size={16} aria-hidden="true" />
          )
        }
      >
        {items}
      </Menu>
      {dialogs}
    </>
  );
}

type NodeActionsProps = {
  readonly node: GraphNode;
  readonly state: GraphState;
  readonly reference: Reference;
  readonly onPlanned: (id: string) => void;
};

/** The menu of changes for the selected node. */
export function NodeActions({ node, state, reference, onPlanned }: NodeActionsProps) {
  if (node.state === 'missing' || !isManifestMediaType(node.mediaType)) return null;
  const own = node.digest === state.root ? reference : atDigest(homeOf(node, reference), node.digest);
  return <ChangeMenu target={{ reference: own, state, node }} onPlanned={onPlanned} look="icon" />;
}
