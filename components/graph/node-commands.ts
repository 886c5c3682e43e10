import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import type { Command } from '#components/ui/commands.ts';
import { download } from '#components/ui/download.ts';
import { homeOf } from '#lib/api/queries/home-of';
import { apiPath } from '#lib/api/routes/api-path';
import type { GraphNode } from '#lib/graph/model';
import type { View } from '#lib/graph/picture/view';
import { textPath } from '#lib/oci/location';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { Reference } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';

/** Something that can be done with a node without changing the registry. */
export type NodeCommand = Omit<Command, 'group'>;

type Subject = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange' | 'onOpen'> & {
  readonly reference: Reference;
  readonly node: GraphNode;
  /** Asks for the other side of a comparison. */
  readonly onCompare: (reference: string) => void;
};

/** What can be done with a node, in three parts: go there, read it, take it along. */
export function nodeCommands(subject: Subject): readonly (readonly NodeCommand[])[] {
  const { node, reference } = subject;
  const isManifest = isManifestMediaType(node.mediaType);
  const text = formatReference(atDigest(homeOf(node, reference), node.digest));
  const isThere = node.state !== 'missing';
  return [
    waysTo(subject, text),
    readings(subject, isManifest && isThere, isThere),
    [
      { title: 'Copy digest', run: () => void navigator.clipboard.writeText(node.digest) },
      { title: 'Copy reference', run: () => void navigator.clipboard.writeText(text) },
      ...(isThere
        ? [
            isManifest
              ? {
                  title: 'Download manifest',
                  run: () => download(apiPath('/api/manifest', { ref: text }), 'manifest.json'),
                }
              : { title: 'Download', run: () => download(apiPath('/api/blob', { ref: text }), '') },
          ]
        : []),
    ],
  ];
}

function waysTo({ graph, view, node, onViewChange, onOpen }: Subject, text: string): readonly NodeCommand[] {
  const isRoot = node.digest === graph.state.root;
  const isExpanded = view.expanded.includes(node.digest);
  return [
    ...(isRoot
      ? []
      : [
          { title: 'Open as centre', note: 'Enter', run: () => onOpen(node.digest) },
          isExpanded
            ? { title: 'Collapse', note: '←', run: () => onViewChange(closed(view, node)) }
            : { title: 'Expand', note: '→', run: () => onViewChange(opened(view, node)) },
        ]),
    { title: 'Open in a new tab', run: () => void open(textPath(text), '_blank', 'noopener') },
    ...(view.focus === undefined
      ? isRoot
        ? []
        : [{ title: 'Show only its neighbours', run: () => onViewChange({ focus: node.digest }) }]
      : [{ title: 'Show the whole graph', run: () => onViewChange({ focus: undefined }) }]),
  ];
}

function readings(
  { node, reference, graph, onViewChange, onCompare }: Subject,
  hasManifest: boolean,
  isThere: boolean,
): readonly NodeCommand[] {
  const isRoot = node.digest === graph.state.root;
  const own = isRoot ? reference : atDigest(homeOf(node, reference), node.digest);
  const tab = (title: string, name: string | undefined) => ({
    title,
    run: () => onViewChange({ selected: node.digest, tab: name }),
  });
  return [
    tab('Show overview', undefined),
    ...(isThere ? [tab('Show content', 'content')] : []),
    ...(hasManifest ? [tab('Show manifest', 'manifest')] : []),
    tab('Show commands', 'commands'),
    ...(hasManifest
      ? [{ title: 'Compare with…', aliases: 'diff', run: () => onCompare(formatReference(own)) }]
      : []),
  ];
}

function opened(view: View, { digest }: GraphNode): Partial<View> {
  return { expanded: [...view.expanded, digest] };
}

function closed(view: View, { digest }: GraphNode): Partial<View> {
  return { expanded: view.expanded.filter((other) => other !== digest) };
}
