import { combineParts } from '#lib/formats/declared/combine-parts';
import { readConfig } from '#lib/formats/documents/configs';
import type { Content } from '#lib/formats/documents/content';
import { contradictionOf } from '#lib/formats/documents/contradiction';
import type { Outcome } from '#lib/formats/documents/read-document';
import { readDocument } from '#lib/formats/documents/read-document';
import { formatBytes } from '#lib/formats/format-bytes';
import type { Meaning, Part } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';

/**
 * What a manifest is by the content of its blobs, as {@link planReading} asked for them. Whatever the content holds,
 * there is an answer: what cannot be read leaves what was declared, and says so.
 */
export function understand(manifest: Manifest, declared: Meaning, contents: readonly Content[]): Meaning {
  const config = manifest.shape === 'manifest' ? manifest.config?.digest : undefined;
  const own = contents.find(({ blob }) => blob.digest === config);
  const documents = contents.filter((content) => content !== own);
  const named = own === undefined ? declared : (readConfig(declared, own) ?? declared);
  return documents.length === 0 ? named : byDocuments(named, documents);
}

function byDocuments(declared: Meaning, contents: readonly Content[]): Meaning {
  const outcomes = contents.map((content) => ({ content, outcome: readDocument(content) }));
  const read = outcomes.flatMap(({ content, outcome }) =>
    outcome.state === 'document' ? [{ content, document: outcome.document }] : [],
  );
  const [first] = read;
  if (first === undefined) return withDoubt(declared, outcomes[0]?.outcome);
  if (read.length === 1 && declared.parts === undefined) {
    const basis = [contradictionOf(declared, first.document), headBasis(first.content)]
      .filter(isText)
      .join(' ');
    return { ...first.document, confidence: 'content', ...(basis === '' ? {} : { basis }) };
  }
  return ofSeveral(
    declared,
    read.map(({ content, document }) => ({ ...document, digest: content.blob.digest })),
    contents,
  );
}

function ofSeveral(declared: Meaning, read: readonly Part[], contents: readonly Content[]): Meaning {
  const parts = [
    ...read,
    ...(declared.parts ?? []).filter(({ digest }) => !read.some((part) => part.digest === digest)),
  ];
  const cut = contents.find(({ isWhole }) => !isWhole);
  const basis = cut === undefined ? undefined : headBasis(cut);
  return {
    ...combineParts(declared, parts),
    confidence: 'content',
    ...(basis === undefined ? {} : { basis }),
    parts,
  };
}

function withDoubt(declared: Meaning, outcome: Outcome | undefined): Meaning {
  if (outcome?.state === 'broken')
    return { ...declared, basis: `Its content could not be read: ${lowerFirst(outcome.reason)}` };
  if (declared.kind === 'artifact') return declared;
  return { ...declared, basis: 'Its content was read, but is in no form that Orrery knows.' };
}

function headBasis({ isWhole, bytes, blob }: Content): string | undefined {
  return isWhole
    ? undefined
    : `Only the first ${formatBytes(bytes.length)} of ${formatBytes(blob.size)} were read.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}
