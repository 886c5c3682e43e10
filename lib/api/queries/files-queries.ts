import { queryOptions } from '@tanstack/react-query';
import { callRoute, getResponse, guarded } from '#lib/api/client/client';
import { readUpTo } from '#lib/api/client/read-up-to';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';
import type { ParametersOf } from '#lib/api/routes/route-types';

type FilesParameters = ParametersOf<'/api/files'>;

/** Whose files: an archive, or all layers of an image where `ref` names its manifest. */
export type FilesPlace = Pick<FilesParameters, 'ref' | 'manifest' | 'removed'>;

/** A page of the files of an archive or of an image. */
export function filesQuery(parameters: Omit<FilesParameters, 'path' | 'download'>) {
  return queryOptions({
    queryKey: ['files', parameters],
    queryFn: ({ signal }) => callRoute('GET /api/files', parameters, { signal }),
    staleTime: apiLimits.documentFreshMs,
    retry: retryOnce,
  });
}

/** The first `maxBytes` of one of the files; with `isCut` there are more. */
export function fileQuery({ ref, manifest }: FilesPlace, path: string, maxBytes: number) {
  return queryOptions({
    queryKey: ['file', ref, manifest, path, maxBytes],
    queryFn: async ({ signal }) => {
      const response = await getResponse(filePath({ ref, manifest }, path), {
        signal,
        accept: 'application/octet-stream',
      });
      const verified = response.headers.get('orrery-verified');
      return { ...(await guarded(signal, () => readUpTo(response.body, maxBytes))), verified };
    },
    staleTime: 'static',
    structuralSharing: false,
    retry: retryOnce,
  });
}

/** The address of the bytes of one of the files. */
export function filePath({ ref, manifest }: FilesPlace, path: string): string {
  return apiPath('/api/files', { ref, manifest, path, download: '1' });
}
