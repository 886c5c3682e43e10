import { KindIcon } from '#components/ui/kind-icon';
import { homeOf } from '#lib/api/queries/home-of';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';
import { atDigest, formatReference } from '#lib/oci/reference';
import type { InspectorProps } from './inspector-props.ts';

type NodeLinkProps = Omit<InspectorProps, 'node'> & { readonly digest: Digest };

/** Another node by its title: selects it in this graph, or opens its own page when this graph lacks it. */
export function NodeLink({ digest, state, reference, repository, onSelect }: NodeLinkProps) {
  const node = state.nodes.get(digest);
  // A node that this graph lacks is looked for beside the node that names it.
  const home = node === undefined ? repository : homeOf(node, reference);
  return (
    <a
      href={textPath(formatReference(atDigest(home, digest)))}
      onClick={(event) => {
        if (node === undefined || event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        onSelect(digest);
      }}
      className="inline-flex max-w-full items-center gap-1.5 underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {node === undefined ? null : <KindIcon kind={node.kind} size={14} />}
      <span className="truncate">{node?.title ?? 'Artifact'}</span>
      <code className="font-mono text-faint">{formatShortDigest(digest)}</code>
    </a>
  );
}
