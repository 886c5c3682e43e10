import type { RegistryClient } from '#lib/registry/registry-client';
import type { ArchivePlace } from './archive-listing.ts';

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

/** A part of a blob and how long the whole is; or all of it, from a registry that knows no ranges. */
export type BlobPart =
  | { readonly isPart: true; readonly body: Body; readonly total: number }
  | { readonly isPart: false; readonly body: Body };

/**
 * A part of a blob; `range` is as in a `Range` header, without its unit.
 *
 * @throws RegistryError what the registry answers
 */
export async function fetchRange(
  client: RegistryClient,
  { repository, digest }: ArchivePlace,
  range: string,
  signal: AbortSignal,
): Promise<BlobPart> {
  const options = { signal, range: `bytes=${range}`, isDocument: true };
  const { body, contentRange } = await client.getBlob(repository, digest, options);
  if (contentRange === undefined) return { isPart: false, body };
  const total = Number(/\/(\d{1,15})$/.exec(contentRange)?.[1] ?? 0);
  return { isPart: true, body, total };
}

/** Drops a body that nobody will read. */
export async function dropBody(body: Body): Promise<void> {
  await body.cancel().catch(() => undefined);
}
