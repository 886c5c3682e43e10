'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryState } from '#components/ui/feedback/query-state';
import { Section } from '#components/ui/field-list';
import { SkeletonRows } from '#components/ui/placeholder';
import { blobQuery } from '#lib/api/queries/content-queries';
import { parseImageConfig } from '#lib/formats/image/image-config';
import type { Descriptor } from '#lib/oci/descriptor';
import { OciError } from '#lib/oci/oci-error';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { AnnotationList } from './annotation-list.tsx';
import { BlobList } from './blob-list.tsx';
import { BlobRow } from './blob-row.tsx';
import { ImageConfigFields } from './image-config-fields.tsx';
import { layerRows } from './layer-rows.tsx';

type ImageViewProps = {
  readonly repository: Repository;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
};

const maxConfigBytes = 4 * 1024 * 1024;

/** An image: how it runs, and which step of its build made which layer. */
export function ImageView({ repository, config, layers }: ImageViewProps) {
  const reference = formatReference(atDigest(repository, config.digest));
  const query = useQuery(blobQuery(reference, maxConfigBytes));
  const image = query.data === undefined ? undefined : readConfig(query.data.bytes);
  const label = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
  return (
    <div className="flex flex-col gap-5 px-4 py-3.5">
      <Section title="How it runs">
        <QueryState
          query={query}
          skeleton={<SkeletonRows count={6} label="Loading the config" className="h-6" />}
        >
          {() =>
            image === undefined ? (
              <p className="text-muted">This is not a valid image config. See its bytes below.</p>
            ) : (
              <ImageConfigFields config={image} />
            )
          }
        </QueryState>
      </Section>
      <Section title={label}>
        {layers.length === 0 ? (
          <p className="text-muted">It has no layers.</p>
        ) : (
          <BlobList repository={repository} rows={layerRows(image?.history ?? [], layers)} label={label} />
        )}
      </Section>
      {image === undefined ? null : <AnnotationList title="Labels" annotations={image.labels} />}
      <Section title="Config">
        <ul>
          <BlobRow repository={repository} descriptor={config} isOpenAtFirst={false} />
        </ul>
      </Section>
    </div>
  );
}

/** The config; undefined for bytes that are no image config. */
function readConfig(bytes: Uint8Array) {
  try {
    return parseImageConfig(bytes);
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
