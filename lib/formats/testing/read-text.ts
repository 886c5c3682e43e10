import { readContent } from '#lib/formats/content/read-content';
import type { ContentReading } from '#lib/formats/documents/document';
import type { Annotations } from '#lib/oci/descriptor';
import { parseDigest } from '#lib/oci/digest';

const digest = parseDigest(`sha256:${'0'.repeat(64)}`);

/** What a file holds, given as a text or as bytes. */
export function readingOf(content: string | Uint8Array, annotations: Annotations = {}): ContentReading {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const blob = { mediaType: 'application/octet-stream', digest, size: bytes.length, annotations };
  return readContent({ blob, bytes, isWhole: true });
}

/** The titles of the documents in a file. */
export function titlesOf(content: string | Uint8Array): readonly string[] {
  return readingOf(content).documents.map(({ title }) => title);
}
