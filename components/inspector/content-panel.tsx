import { BlobRow } from '#components/inspector/content/blob-row';
import { CarriedDocuments } from '#components/inspector/content/carried-documents';
import { ImageView } from '#components/inspector/content/image-view';
import { ManifestBlobs } from '#components/inspector/content/manifest-blobs';
import { ManifestState } from '#components/inspector/content/manifest-state';
import { EmptyState } from '#components/ui/placeholder';
import type { Descriptor } from '#lib/oci/descriptor';
import { isDocumentKind } from '#lib/oci/kind';
import type { ImageManifest, Manifest } from '#lib/oci/manifest';
import { isImageConfigMediaType, isManifestMediaType } from '#lib/oci/media-type';
import { formatPlatform } from '#lib/oci/platform';
import { formatBytes } from '#lib/text/format';
import { subjectEdge } from './describe-node.ts';
import type { InspectorProps } from './inspector-props.ts';
import { NodeLink } from './node-link.tsx';

const shownMax = 500;

/** What a node carries, decoded: documents by the viewer of their kind, an image, the entries of an index, a blob. */
export function ContentPanel(props: InspectorProps) {
  const { node, repository } = props;
  if (!isManifestMediaType(node.mediaType)) return <OneBlob {...props} />;
  return (
    <ManifestState digest={node.digest} repository={repository}>
      {(manifest) => <ManifestContent {...props} manifest={manifest} />}
    </ManifestState>
  );
}

/** The exact bytes of what a node carries. */
export function BytesPanel({ node, repository }: InspectorProps) {
  return (
    <ManifestState digest={node.digest} repository={repository}>
      {(manifest) =>
        manifest.shape === 'manifest' ? (
          <div className="px-4 py-3.5">
            <ManifestBlobs manifest={manifest} digest={node.digest} repository={repository} />
          </div>
        ) : (
          <EmptyState title="No files">See its bytes under Manifest.</EmptyState>
        )
      }
    </ManifestState>
  );
}

function OneBlob({ node, repository }: InspectorProps) {
  const descriptor = { mediaType: node.mediaType, digest: node.digest, size: node.size ?? 0 };
  return (
    <ul className="p-4">
      <BlobRow repository={repository} descriptor={descriptor} isOpenAtFirst />
    </ul>
  );
}

function ManifestContent({ manifest, ...props }: InspectorProps & { readonly manifest: Manifest }) {
  switch (manifest.shape) {
    case 'index':
      return <Entries {...props} entries={manifest.manifests} />;
    case 'manifest':
      return <Carried {...props} manifest={manifest} />;
    case 'legacy':
      return (
        <EmptyState title="Docker schema 1">
          This old format has no sizes and no media types. See its bytes under Manifest.
        </EmptyState>
      );
    default:
      return manifest satisfies never;
  }
}

function Carried({ manifest, ...props }: InspectorProps & { readonly manifest: ImageManifest }) {
  const { node, state, repository, onSelect } = props;
  const { config, layers } = manifest;
  // BuildKit keeps its attestations in manifests that look like images.
  if (config !== undefined && isImageConfigMediaType(config.mediaType) && !isDocumentKind(node.kind))
    return <ImageView repository={repository} manifest={node.digest} config={config} layers={layers} />;
  return (
    <CarriedDocuments
      node={node}
      repository={repository}
      manifest={manifest}
      subject={subjectEdge(node, state)?.to}
      onSelect={onSelect}
    />
  );
}

function Entries({ entries, ...props }: InspectorProps & { readonly entries: readonly Descriptor[] }) {
  if (entries.length === 0) return <EmptyState title="An empty index">It lists no manifests.</EmptyState>;
  return (
    <ul className="flex flex-col px-4 py-2">
      {entries.slice(0, shownMax).map((entry) => (
        <li key={entry.digest} className="flex items-center gap-3 border-b border-line py-2">
          <span className="min-w-0 grow">
            <NodeLink {...props} digest={entry.digest} />
          </span>
          <span className="shrink-0 text-sm text-muted">
            {entry.platform === undefined ? '' : `${formatPlatform(entry.platform)} · `}
            {formatBytes(entry.size)}
          </span>
        </li>
      ))}
      <Rest count={entries.length - shownMax} />
    </ul>
  );
}

function Rest({ count }: { readonly count: number }) {
  if (count <= 0) return null;
  return <li className="py-2 text-muted">and {count.toLocaleString('en')} more, see the manifest</li>;
}
