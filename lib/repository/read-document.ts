import { withTimeout } from '#lib/async/timeout';
import type { Descriptor } from '#lib/oci/descriptor';
import { readBounded } from '#lib/registry/body';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { documentMs } from './limits.ts';

/** How much of a document is read; `timeoutMs` is for tests. */
type DocumentReading = {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
};

/**
 * A small blob, or the first `maxBytes` of a larger one. A whole one was compared with its digest. The time is bounded as
 * well as the bytes: a registry that sends one byte a second would hold whoever waits for hours.
 *
 * @throws RegistryError `digest-mismatch` for more bytes than it has, `timeout`,
 * `cancelled` once the signal is aborted, or what the registry answered
 */
export async function readDocument(
  { client, repository }: { readonly client: RegistryClient; readonly repository: string },
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
  { maxBytes, signal, timeoutMs = documentMs }: DocumentReading,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly isWhole: boolean }> {
  const { registry } = client;
  const isWhole = size <= maxBytes;
  const range = isWhole ? {} : { range: `bytes=0-${maxBytes - 1}` };
  try {
    return await withTimeout({ signal, timeoutMs }, async (running) => {
      const options = { signal: running, isDocument: true, ...range };
      const { body } = await client.getBlob(repository, digest, options);
      const { bytes, truncated } = await readBounded(new Response(body), isWhole ? size : maxBytes, running);
      if (isWhole && truncated)
        throw new RegistryError('digest-mismatch', registry, `${registry} sent more than the blob holds.`);
      return { bytes, isWhole };
    });
  } catch (error) {
    // A body that is cut off by a signal rejects with whatever that was aborted with.
    if (signal.aborted) throw new RegistryError('cancelled', registry, 'Orrery stopped reading.');
    if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
    throw new RegistryError('timeout', registry, `${registry} did not give a document in time.`);
  }
}
