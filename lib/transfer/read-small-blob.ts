import type { Descriptor } from '#lib/oci/descriptor';
import { readBounded } from '#lib/registry/body';
import type { RegistryClient } from '#lib/registry/registry-client';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where blobs are read from, until the signal says otherwise. */
type Source = {
  readonly client: RegistryClient;
  readonly repository: string;
  readonly signal: AbortSignal;
};

/**
 * The bytes of a small blob, compared with its digest. Undefined when it is larger than its descriptor says: whoever
 * streams it then meets that at the byte where it matters.
 *
 * @throws RegistryError `digest-mismatch`, or what the registry answered
 */
export async function readSmallBlob(
  { client, repository, signal }: Source,
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
): Promise<Bytes | undefined> {
  const { body } = await client.getBlob(repository, digest, { signal });
  const { bytes, truncated } = await readBounded(new Response(body), size, signal);
  return truncated ? undefined : bytes;
}
