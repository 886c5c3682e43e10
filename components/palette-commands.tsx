'use client';
import type { ComponentProps } from 'react';
import { useChangeItems } from '#components/changes/use-change-items';
import { ArtifactCommands } from '#components/graph/artifact-commands';
import { useCommands } from '#components/ui/commands.ts';
import { homeOf } from '#lib/api/queries/home-of';
import type { GraphNode } from '#lib/graph/model';
import { formatShortDigest } from '#lib/oci/digest';
import { isManifestMediaType } from '#lib/oci/media-type';
import { atDigest } from '#lib/oci/reference';
import { useCompare } from './use-compare.tsx';

type PaletteCommandsProps = Omit<ComponentProps<typeof ArtifactCommands>, 'onCompare'>;

/** Offers to the palette what can be done with an artifact; of it only the dialogs are seen. */
export function PaletteCommands(props: PaletteCommandsProps) {
  const compare = useCompare();
  const { graph, view } = props;
  const digest = view.selected ?? graph.state.root;
  const node = digest === undefined ? undefined : graph.state.nodes.get(digest);
  const canChange = node !== undefined && node.state !== 'missing' && isManifestMediaType(node.mediaType);
  return (
    <>
      <ArtifactCommands {...props} onCompare={compare.ask} />
      {canChange ? <NodeChanges key={node.digest} {...props} node={node} /> : null}
      {compare.dialog}
    </>
  );
}

/** What changes the selected node, and says which node that is. */
function NodeChanges({
  node,
  graph,
  reference,
  onViewChange,
}: PaletteCommandsProps & { readonly node: GraphNode }) {
  const own = node.digest === graph.state.root ? reference : atDigest(homeOf(node, reference), node.digest);
  const { commands, dialogs } = useChangeItems({
    target: { reference: own, state: graph.state, node },
    onPlanned: (plan) => onViewChange({ plan }),
    isRow: false,
  });
  const note = node.digest === graph.state.root ? own.tag : undefined;
  useCommands(
    commands.map((command) => ({
      ...command,
      ...{ group: node.title, note: note ?? formatShortDigest(node.digest) },
    })),
  );
  return dialogs;
}
