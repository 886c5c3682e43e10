import type { Descriptor } from '#lib/oci/descriptor';
import { hashAlgorithmOf } from '#lib/oci/digest';
import { computeDigest } from '#lib/registry/body';

/**
 * The content that a descriptor holds itself
 * (https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#embedded-content); undefined when it holds
 * none, or bytes of another size or digest.
 */
export function embeddedBytes({ data, digest, size }: Descriptor): Uint8Array<ArrayBuffer> | undefined {
  const algorithm = hashAlgorithmOf(digest);
  if (data === undefined || algorithm === undefined) return undefined;
  const bytes = new Uint8Array(Buffer.from(data, 'base64'));
  return bytes.byteLength === size && computeDigest(algorithm, bytes) === digest ? bytes : undefined;
}

/** The same as text; undefined too when it is not UTF-8 and so cannot stand in a plan. */
export function embeddedText(descriptor: Descriptor): string | undefined {
  const bytes = embeddedBytes(descriptor);
  if (bytes === undefined) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : undefined;
}
