import type { Descriptor } from '#lib/oci/descriptor';
import { hashAlgorithmOf } from '#lib/oci/digest';
import { computeDigest } from '#lib/registry/verified-body';

/**
 * The content that a descriptor itself holds as text (image-spec "Embedded Content"); undefined when it holds none, when
 * that has another digest, or is no UTF-8 and so cannot stand in a plan.
 */
export function embeddedText({ data, digest, size }: Descriptor): string | undefined {
  const algorithm = hashAlgorithmOf(digest);
  if (data === undefined || algorithm === undefined) return undefined;
  const text = Buffer.from(data, 'base64').toString('utf8');
  const bytes = new TextEncoder().encode(text);
  return bytes.byteLength === size && computeDigest(algorithm, bytes) === digest ? text : undefined;
}
