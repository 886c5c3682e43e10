'use client';

import { useQuery } from '@tanstack/react-query';
import { BlobList } from '#components/inspector/content/blob-list';
import { BlobRow } from '#components/inspector/content/blob-row';
import { ImageView } from '#components/inspector/content/image-view';
import { ProblemPanel, QueryState } from '#components/ui/feedback/problem-panel';
import { Section } from '#components/ui/field-list';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { manifestQuery } from '#lib/api/queries/content-queries';
import type { Descriptor } from '#lib/oci/descriptor';
import type { ImageManifest } from '#lib/oci/manifest';
import { parseManifest } from '#lib/oci/manifest';
import { isImageConfigMediaType, isManifestMediaType, mediaTypes } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import { formatPlatform } from '#lib/oci/platform';
import { atDigest, formatReference } from '#lib/oci/reference';
import { formatBytes } from '#lib/text/format';
import type { InspectorProps } from './inspector-props.ts';
import { NodeLink } from './node-link.tsx';

const shownMax = 500;

/** What a manifest holds: its config and layers, or the entries of an index; a blob holds itself. */
export function ContentPanel(props: InspectorProps) {
  const { node, repository } = props;
  const isManifest = isManifestMediaType(node.mediaType);
  const reference = formatReference(atDigest(repository, node.digest));
  const query = useQuery({ ...manifestQuery(reference), enabled: isManifest });
  if (!isManifest) {
    const descriptor = { mediaType: node.mediaType, digest: node.digest, size: node.size ?? 0 };
    return (
      <ul className="p-4">
        <BlobRow repository={repository} descriptor={descriptor} isOpenAtFirst />
      </ul>
    );
  }
  return (
    <QueryState
      query={query}
      registry={repository.registry}
      skeleton={<SkeletonRows count={5} label="Loading the manifest" className="h-12" />}
      className="m-4"
    >
      {({ bytes, mediaType }) => <ManifestContent {...props} manifest={readManifest(bytes, mediaType)} />}
    </QueryState>
  );
}

type ManifestContentProps = InspectorProps & { readonly manifest: ReturnType<typeof readManifest> };

function ManifestContent({ manifest, ...props }: ManifestContentProps) {
  if (manifest instanceof OciError) return <ProblemPanel problem={problemOf(manifest)} className="m-4" />;
  switch (manifest.shape) {
    case 'index':
      return <Entries {...props} entries={manifest.manifests} />;
    case 'manifest':
      return <Blobs {...props} manifest={manifest} />;
    case 'legacy':
      return (
        <EmptyState title="Docker schema 1">
          This old format has no sizes and no types. See its bytes under Manifest.
        </EmptyState>
      );
    default:
      return manifest satisfies never;
  }
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

function Blobs({ manifest, repository }: InspectorProps & { readonly manifest: ImageManifest }) {
  const { config, layers } = manifest;
  if (config !== undefined && isImageConfigMediaType(config.mediaType))
    return <ImageView repository={repository} config={config} layers={layers} />;
  const shownConfig = config !== undefined && config.mediaType !== mediaTypes.empty ? config : undefined;
  const label = layers.length === 1 ? 'File' : `${layers.length} files`;
  return (
    <div className="flex flex-col gap-5 px-4 py-3.5">
      {layers.length === 0 ? (
        <p className="text-muted">It has no files. See its manifest.</p>
      ) : (
        <Section title={label}>
          <BlobList
            repository={repository}
            rows={layers.map((blob, at) => ({ key: `file ${at}`, blob }))}
            label={label}
          />
        </Section>
      )}
      {shownConfig === undefined ? null : (
        <Section title="Config">
          <ul>
            <BlobRow repository={repository} descriptor={shownConfig} isOpenAtFirst={layers.length === 0} />
          </ul>
        </Section>
      )}
    </div>
  );
}

function Rest({ count }: { readonly count: number }) {
  if (count <= 0) return null;
  return <li className="py-2 text-muted">and {count.toLocaleString('en')} more, see the manifest</li>;
}

function readManifest(bytes: Uint8Array, mediaType: string) {
  try {
    return parseManifest(bytes, mediaType);
  } catch (error) {
    if (error instanceof OciError) return error;
    throw error;
  }
}
