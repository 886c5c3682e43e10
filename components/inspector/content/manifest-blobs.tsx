import { Section } from '#components/ui/field-list';
import type { Digest } from '#lib/oci/digest';
import type { ImageManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import type { Repository } from '#lib/oci/reference';
import { BlobList } from './blob-list.tsx';
import { BlobRow } from './blob-row.tsx';

type ManifestBlobsProps = {
  readonly manifest: ImageManifest;
  /** Of the manifest. */
  readonly digest: Digest;
  readonly repository: Repository;
};

/** The files and the config of a manifest, each with its exact bytes. */
export function ManifestBlobs({ manifest, digest, repository }: ManifestBlobsProps) {
  const { config, layers } = manifest;
  const shownConfig = config !== undefined && config.mediaType !== mediaTypes.empty ? config : undefined;
  const label = layers.length === 1 ? 'File' : `${layers.length} files`;
  return (
    <div className="flex flex-col gap-5">
      {layers.length === 0 ? (
        <p className="text-muted">It has no files. See its manifest.</p>
      ) : (
        <Section title={label}>
          <BlobList
            repository={repository}
            rows={layers.map((blob, at) => ({ key: `file ${at}`, blob }))}
            label={label}
            manifest={digest}
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
