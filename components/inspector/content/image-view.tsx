'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { Section } from '#components/ui/field-list';
import { SkeletonRows } from '#components/ui/placeholder';
import { blobQuery } from '#lib/api/queries/content-queries';
import type { HistoryStep } from '#lib/formats/image-config';
import { commandOfStep, joinHistory, parseImageConfig } from '#lib/formats/image-config';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { shorten } from '#lib/text/untrusted-text';
import { AnnotationList } from './annotation-list.tsx';
import type { BlobListRow } from './blob-list.tsx';
import { BlobList } from './blob-list.tsx';
import { BlobRow } from './blob-row.tsx';
import { FilesDisclosure } from './files-disclosure.tsx';
import { ImageConfigFields } from './image-config-fields.tsx';

type ImageViewProps = {
  readonly repository: Repository;
  readonly manifest: Digest;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
};

const maxConfigBytes = 4 * 1024 * 1024;

/** An image: how it runs, and which step of its build made which layer. */
export function ImageView({ repository, manifest, config, layers }: ImageViewProps) {
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
          <>
            <BlobList
              repository={repository}
              rows={layerRows(image?.history ?? [], layers)}
              label={label}
              manifest={manifest}
            />
            <div className="mt-2 rounded-md border border-line">
              <FilesDisclosure
                repository={repository}
                manifest={manifest}
                noun="files of the whole platform"
              />
            </div>
          </>
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

/** The layers of an image under the commands that made them, with the steps between that made no layer. */
function layerRows(history: readonly HistoryStep[], layers: readonly Descriptor[]): readonly BlobListRow[] {
  const steps = joinHistory(history, layers);
  if (steps === undefined) {
    const rows = layers.map((blob, at) => ({ key: `layer ${at}`, blob }));
    if (history.length === 0) return rows;
    const note = 'The history does not match the layers, so Orrery shows no commands.';
    return [{ key: 'note', note }, ...rows];
  }
  return steps.map(({ step, layer }, at) => {
    const title = commandOf(step);
    return layer === undefined
      ? { key: `step ${at}`, note: title }
      : { key: `step ${at}`, blob: layer, title };
  });
}

function commandOf(step: HistoryStep | undefined): ReactNode {
  const command = commandOfStep(step?.createdBy ?? '');
  if (command === '') return shorten(step?.comment ?? 'No command recorded');
  return (
    <code className="font-mono" title={step?.created}>
      {shorten(command)}
    </code>
  );
}
