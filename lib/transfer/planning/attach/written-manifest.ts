import { computeDigest } from '#lib/registry/verified-body';
import type { Content } from '#lib/transfer/plan';

/** A manifest that is ready to be pushed, exact bytes as text. */
export type WrittenManifest = { readonly content: Content; readonly text: string };

/** Text, digest and size of a manifest document. */
export function toContent(
  document: Readonly<Record<string, unknown>> & Pick<Content, 'mediaType' | 'artifactType' | 'annotations'>,
): WrittenManifest {
  const text = JSON.stringify(document);
  const bytes = new TextEncoder().encode(text);
  const { mediaType, artifactType, annotations } = document;
  return {
    text,
    content: {
      mediaType,
      digest: computeDigest('sha256', bytes),
      size: bytes.byteLength,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(annotations === undefined ? {} : { annotations }),
    },
  };
}

/** As a manifest names its subject: type, digest and size alone. */
export function bare({ mediaType, digest, size }: Content): Content {
  return { mediaType, digest, size };
}
