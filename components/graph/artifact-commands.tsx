import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import type { Command } from '#components/ui/commands.ts';
import { useCommands, useManyCommands } from '#components/ui/commands.ts';
import { evidenceOf } from '#lib/graph/evidence';
import { formatShortDigest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';
import { evidenceCommands } from './evidence-commands.ts';
import { nodeCommands } from './node-commands.ts';

type Subject = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange' | 'onOpen'> & {
  readonly reference: Reference;
  readonly onCompare: (reference: string) => void;
};

/** Nodes that the palette looks through at each letter. */
const nodesOfferedMax = 5_000;

/** Offers to the palette what can be done with the selected node, and with the graph; draws nothing. */
export function ArtifactCommands(subject: Subject): null {
  const { graph, view, reference, onViewChange } = subject;
  const { root, nodes } = graph.state;
  const digest = view.selected ?? root;
  const node = digest === undefined ? undefined : nodes.get(digest);
  const group = 'This graph';
  const ofGraph: readonly Command[] = [
    { group, title: 'Refresh', run: graph.refresh },
    {
      group,
      title: 'Verification: which signatures hold',
      aliases: 'verify check cosign trust',
      run: () => onViewChange({ selected: root, tab: 'verification' }),
    },
    { group, title: 'Check with a key or a policy', run: () => location.assign('?view=policy') },
    view.opensAll
      ? {
          group,
          title: 'Close all',
          run: () => onViewChange({ opensAll: false, expanded: [], openStacks: [] }),
        }
      : { group, title: 'Open all', run: () => onViewChange({ opensAll: true, openStacks: [] }) },
    {
      group,
      title: view.hides ? 'Dim what does not match the filter' : 'Hide what does not match the filter',
      run: () => onViewChange({ hides: !view.hides }),
    },
  ];
  const ofNode =
    node === undefined
      ? []
      : nodeCommands({ ...subject, node })
          .flat()
          .map((command): Command => ({ group: node.title, ...command }));
  useCommands([...ofNode, ...ofGraph]);
  useManyCommands(() => [
    ...evidenceCommands(evidenceOf(graph.state, graph.isPending), {
      nodes,
      onRead: (selected) => onViewChange({ selected, tab: 'content' }),
      onAskAgain: graph.refresh,
      onCoverage: () =>
        location.assign(`${textPath(`${reference.registry}/${reference.repository}`)}?view=audit`),
    }),
    ...[...nodes.values()].slice(0, nodesOfferedMax).map((one) => ({
      ...{ group: 'Nodes of this graph', title: one.title, note: formatShortDigest(one.digest) },
      ...{ aliases: one.digest, isOneOfMany: true as const },
      run: () => onViewChange({ selected: one.digest }),
    })),
  ]);
  return null;
}
