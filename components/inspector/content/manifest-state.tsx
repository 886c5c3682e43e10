'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemPanel, QueryState } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { manifestQuery } from '#lib/api/queries/content-queries';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { parseManifest } from '#lib/oci/manifest';
import { OciError } from '#lib/oci/oci-error';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';

type ManifestStateProps = {
  readonly digest: Digest;
  readonly repository: Repository;
  readonly children: (manifest: Manifest) => ReactNode;
};

/** A manifest, read; until then a skeleton, and else what is wrong with it. */
export function ManifestState({ digest, repository, children }: ManifestStateProps) {
  const query = useQuery(manifestQuery(formatReference(atDigest(repository, digest))));
  return (
    <QueryState
      query={query}
      registry={repository.registry}
      skeleton={<SkeletonRows count={5} label="Loading the manifest" className="h-12" />}
      className="m-4"
    >
      {({ bytes, mediaType }) => {
        const manifest = readManifest(bytes, mediaType);
        if (manifest instanceof OciError)
          return <ProblemPanel problem={problemOf(manifest)} className="m-4" />;
        return children(manifest);
      }}
    </QueryState>
  );
}

function readManifest(bytes: Uint8Array, mediaType: string): Manifest | OciError {
  try {
    return parseManifest(bytes, mediaType);
  } catch (error) {
    if (error instanceof OciError) return error;
    throw error;
  }
}
