import type { BlobBytes } from '#lib/formats/documents/document';
import type { ContentMeaning } from '#lib/formats/documents/meaning-of-reading';
import { findArtifactType } from '#lib/oci/artifact-type';
import type { Binding } from '#lib/oci/binding';
import { compareBinding } from '#lib/oci/binding';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Meaning } from '#lib/oci/kind';
import { isDocumentKind } from '#lib/oci/kind';

/** A blob, and what it holds. */
export type BlobReading = { readonly content: BlobBytes; readonly reading: ContentMeaning };

/** What is no document, as a chart, keeps its name; the documents that it carries about itself are its parts. */
export function withEvidence(
  declared: Meaning,
  layers: readonly Descriptor[],
  readings: readonly BlobReading[],
): Meaning {
  const others = layers.filter(isContent).map(({ digest }) => digest);
  const read = readings.flatMap(({ content, reading }) =>
    reading.documents.map(({ binding, created: _, ...meaning }) => {
      const { digest } = content.blob;
      const bound = binding === undefined ? undefined : boundWithin(binding, meaning.format, others);
      return { ...meaning, digest, ...(bound === undefined ? {} : { binding: bound }) };
    }),
  );
  const unread = (declared.parts ?? []).filter(({ digest }) => !read.some((part) => part.digest === digest));
  const parts = [...read, ...unread];
  return parts.length === 0 ? declared : { ...declared, parts };
}

function isContent({ mediaType }: Descriptor): boolean {
  const known = findArtifactType(mediaType);
  return known === undefined || !isDocumentKind(known.kind);
}

// What a chart's signature names must be the chart beside it; other documents may be about anything.
function boundWithin(binding: Binding, format: string, others: readonly Digest[]): Binding {
  const named = others.filter((digest) => binding.names?.includes(digest));
  const isOnly = format === 'helm-prov' && others.length === 1;
  return compareBinding(binding, named.length > 0 || !isOnly ? named : others);
}
