'use client';
import { queryOptions, useQueries } from '@tanstack/react-query';
import { fileNameOf } from '#components/inspector/content/blob-format.ts';
import { DownloadMany } from '#components/inspector/download/download-many';
import { Dialog } from '#components/ui/dialog';
import { SkeletonRows } from '#components/ui/placeholder';
import { fetchManifest } from '#lib/api/queries/content-queries';
import { homeOf } from '#lib/api/queries/home-of';
import { apiPath } from '#lib/api/routes/api-path';
import type { GraphState } from '#lib/graph/graph-state';
import { linksOf } from '#lib/graph/links';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { digestParts } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { parseManifest } from '#lib/oci/manifest';
import type { Reference, Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { formatBytes } from '#lib/text/format';

type AttachedFilesProps = {
  readonly reference: Reference;
  readonly state: GraphState;
  readonly onClose: () => void;
};

/** So many manifests are read for their files. */
const manifestsMax = 200;

/** The files of all that is attached to an artifact, to download at once. */
export function AttachedFiles({ reference, state, onClose }: AttachedFilesProps) {
  const attached = attachedTo(state);
  const read = attached.slice(0, manifestsMax);
  const manifests = useQueries({ queries: read.map((node) => filesQuery(node, homeOf(node, reference))) });
  const isReading = manifests.some(({ isPending }) => isPending);
  const failed = manifests.filter(({ isError }) => isError).length;
  const files = manifests.flatMap(({ data = [] }) => data);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return (
    <Dialog
      title="Download all attached files"
      description={<code className="font-mono text-sm break-all">{formatReference(reference)}</code>}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      {isReading ? (
        <SkeletonRows count={3} label="Reading what is attached" className="h-8" />
      ) : (
        <>
          <p>
            {`${files.length.toLocaleString('en')} files of ${read.length.toLocaleString('en')} attached artifacts, ${formatBytes(bytes)}.`}
            {attached.length > read.length
              ? ` The other ${(attached.length - read.length).toLocaleString('en')} are in the archive.`
              : ''}
            {failed === 0 ? '' : ` ${failed.toLocaleString('en')} could not be read.`}
          </p>
          {files.length === 0 ? null : <DownloadMany chosen={0} files={files} />}
        </>
      )}
    </Dialog>
  );
}

/** What refers to the artifact in the middle, as far as it is there. */
function attachedTo(state: GraphState): readonly GraphNode[] {
  const edges = state.root === undefined ? [] : (linksOf(state).predecessors.get(state.root) ?? []);
  const digests = new Set(edges.flatMap(({ relation, from }) => (relation === 'subject' ? [from] : [])));
  return [...digests].flatMap((digest) => {
    const node = state.nodes.get(digest);
    return node === undefined || node.state === 'missing' ? [] : [node];
  });
}

/** The files that a manifest lists; it fails where the manifest cannot be read. */
function filesQuery({ digest }: GraphNode, home: Repository) {
  const reference = formatReference(atDigest(home, digest));
  return queryOptions({
    queryKey: ['attached-files', reference],
    queryFn: async ({ signal }) => {
      const { bytes, mediaType } = await fetchManifest(reference, signal);
      return filesOf(parseManifest(bytes, mediaType), digest, home);
    },
    staleTime: 'static',
  });
}

function filesOf(manifest: Manifest, digest: Digest, home: Repository) {
  if (manifest.shape !== 'manifest') return [];
  return manifest.layers.map((blob) => {
    // Thirty reports may all be called report.json: the head of the digest tells them apart.
    const name = `${digestParts(digest).encoded.slice(0, 8)}-${fileNameOf(blob)}`;
    const ref = formatReference(atDigest(home, blob.digest));
    return { href: apiPath('/api/blob', { ref, name }), name, size: blob.size };
  });
}
