import { getResponse } from '#lib/api/client/client';

/**
 * Whether an archive can be had whole, by its path with a query; a ProblemError says why not. A browser that follows the
 * link by itself would save the problem as a file, or say no more than that the download failed.
 */
export async function askArchive(
  path: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  const response = await getResponse(`${path}&whole=1`, {
    accept: 'application/x-tar, application/problem+json',
    ...(signal === undefined ? {} : { signal }),
  });
  // The head is the answer: closing the connection stops the reading behind it.
  await response.body?.cancel();
}
