'use client';
import { Fragment, useState } from 'react';
import { useChangeItems } from '#components/changes/use-change-items';
import { nodeCommands } from '#components/graph/node-commands.ts';
import type { GraphViewProps, MenuRequest } from '#components/graph/view/graph-view-props.ts';
import { MenuAt, MenuItem, MenuSeparator } from '#components/ui/menu';
import { homeOf } from '#lib/api/queries/home-of';
import type { GraphNode } from '#lib/graph/model';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { Reference } from '#lib/oci/reference';
import { atDigest } from '#lib/oci/reference';
import { useCompare } from './use-compare.tsx';

type NodeMenuProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange' | 'onOpen'> & {
  readonly reference: Reference;
  readonly node: GraphNode;
  readonly at: MenuRequest;
};

/** The menu of a node, at the place where it was opened. It stays in the page for the dialogs it opens. */
export function NodeMenu({ at, ...subject }: NodeMenuProps) {
  const { node, reference, graph, onViewChange } = subject;
  const [isOpen, setOpen] = useState(true);
  const isRoot = node.digest === graph.state.root;
  const own = isRoot ? reference : atDigest(homeOf(node, reference), node.digest);
  const { items, dialogs } = useChangeItems({
    target: { reference: own, state: graph.state, node },
    onPlanned: (plan) => onViewChange({ plan }),
    isRow: false,
  });
  const compare = useCompare();
  const canChange = node.state !== 'missing' && isManifestMediaType(node.mediaType);
  return (
    <>
      <MenuAt label={node.title} x={at.x} y={at.y} isOpen={isOpen} onClose={() => setOpen(false)}>
        {nodeCommands({ ...subject, onCompare: compare.ask }).map((part, index) => (
          <Fragment key={part[0]?.title}>
            {index === 0 ? null : <MenuSeparator />}
            {part.map(({ title, note, run }) => (
              <MenuItem key={title} onSelect={run} {...(note === undefined ? {} : { note })}>
                {title}
              </MenuItem>
            ))}
          </Fragment>
        ))}
        {canChange ? (
          <>
            <MenuSeparator />
            {items}
          </>
        ) : null}
      </MenuAt>
      {dialogs}
      {compare.dialog}
    </>
  );
}
