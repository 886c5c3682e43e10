import { KindIcon } from '#components/ui/kind-icon';
import type { GraphState } from '#lib/graph/graph-state';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';

type NodeLinkProps = {
  readonly digest: Digest;
  readonly state: GraphState;
  readonly repository: Repository;
  readonly onSelect: (digest: Digest) => void;
};

/** Another node by its title: selects it in this graph, opens it in a page of its own where it is not part of it. */
export function NodeLink({ digest, state, repository, onSelect }: NodeLinkProps) {
  const node = state.nodes.get(digest);
  return (
    <a
      href={`/${formatReference(atDigest(repository, digest))}`}
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
