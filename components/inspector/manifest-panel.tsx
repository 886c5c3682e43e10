'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { JsonViewer } from '#components/viewers/json/json-viewer';
import { manifestQuery } from '#lib/api/queries/content-queries';
import { apiPath } from '#lib/api/routes/api-path';
import type { Digest } from '#lib/oci/digest';
import { atDigest, formatReference } from '#lib/oci/reference';
import type { InspectorProps } from './inspector-props.ts';

/** The exact bytes of a manifest; every digest in it is a link to what it names. */
export function ManifestPanel(props: InspectorProps) {
  const { node, repository } = props;
  const query = useQuery(manifestQuery(formatReference(atDigest(repository, node.digest))));
  return (
    <QueryState
      query={query}
      registry={repository.registry}
      skeleton={<SkeletonRows count={14} label="Loading the manifest" className="h-6" />}
      className="m-4"
    >
      {({ bytes }) => <ManifestText {...props} text={new TextDecoder().decode(bytes)} />}
    </QueryState>
  );
}

function ManifestText({
  node,
  state,
  repository,
  onSelect,
  text,
}: InspectorProps & { readonly text: string }) {
  const targetOf = (digest: Digest) => {
    const target = formatReference(atDigest(repository, digest));
    if (state.nodes.has(digest)) {
      return { href: `/${target}`, onOpen: () => onSelect(digest), title: 'Show it in this graph' };
    }
    return isBlobOf(text, digest)
      ? { href: apiPath('/api/blob', { ref: target }), title: 'Download this blob' }
      : { href: `/${target}`, title: 'Open it' };
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <JsonViewer
        key={node.digest}
        label="Manifest"
        text={text}
        targetOf={targetOf}
        isLinked
        className="min-h-40 grow"
      />
    </div>
  );
}

// In an index every digest names a manifest; in a manifest all but the subject's name blobs.
function isBlobOf(manifest: string, digest: Digest): boolean {
  return (
    !/"manifests"\s*:/.test(manifest) && !new RegExp(`"subject"\\s*:\\s*\\{[^}]*"${digest}"`).test(manifest)
  );
}
