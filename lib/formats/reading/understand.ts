import type { Decompress } from '#lib/formats/containers/unpack';
import { readContent } from '#lib/formats/content/read-content';
import { combineParts } from '#lib/formats/declared/parts';
import type { BlobBytes, DocumentMeaning } from '#lib/formats/documents/document';
import type { ContentMeaning } from '#lib/formats/documents/meaning-of-reading';
import { meaningOfContent } from '#lib/formats/documents/meaning-of-reading';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, emptyBinding, unreadableBinding, worstBinding } from '#lib/oci/binding';
import type { Digest } from '#lib/oci/digest';
import type { Meaning, Part } from '#lib/oci/kind';
import { isDocumentKind, isSigned } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';
import { formatBytes } from '#lib/text/format';
import type { BlobReading } from './evidence-within.ts';
import { withEvidence } from './evidence-within.ts';
import { readConfig } from './read-config.ts';

/**
 * What a manifest is by the content of its blobs, as {@link planReading} asked for them. Whatever the content holds,
 * there is an answer: what cannot be read leaves what was declared, and says so. What is
 * `known` of a blob, because another thread has read it, is not read again.
 */
export function understand(
  manifest: Manifest,
  declared: Meaning,
  contents: readonly BlobBytes[],
  decompress?: Decompress,
  known?: ReadonlyMap<Digest, ContentMeaning>,
): Meaning {
  const { config, layers } = manifest.shape === 'manifest' ? manifest : { config: undefined, layers: [] };
  // A document of two bytes, `{}`, has the digest of the empty config beside it.
  const isLayer = layers.some(({ digest }) => digest === config?.digest);
  const own = isLayer ? undefined : contents.find(({ blob }) => blob.digest === config?.digest);
  const documents = contents.filter((content) => content !== own);
  const named = own === undefined ? declared : (readConfig(declared, own) ?? declared);
  if (documents.length === 0) return named;
  const readings = documents.map((content) => ({
    content,
    reading:
      known?.get(content.blob.digest) ?? meaningOfContent(readContent(content, decompress), content.isWhole),
  }));
  return isDocumentKind(named.kind) || named.kind === 'artifact'
    ? byDocuments(named, readings)
    : withEvidence(named, layers, readings);
}

/**
 * What an artifact is of whose content there is nothing to read, as {@link planReading} found: a signature without a
 * document is an empty one.
 */
export function withoutContent(declared: Meaning): Meaning {
  if (!isSigned(declared)) return declared;
  return { ...declared, binding: emptyBinding('It holds no document that can be a signature.') };
}

function byDocuments(declared: Meaning, readings: readonly BlobReading[]): Meaning {
  const read = readings.flatMap(({ content, reading }) =>
    reading.documents.map((document) => ({ content, document })),
  );
  const failures = new Map(
    readings.flatMap(({ content, reading }) =>
      reading.documents.length > 0 ? [] : [[content.blob.digest, bindingOfFailure(content, reading)]],
    ),
  );
  const [first] = read;
  if (first === undefined) return withDoubt(declared, readings[0]?.reading, failures);
  if (read.length === 1 && declared.parts === undefined) {
    const basis = [contradictionOf(declared, first.document), doubtOf(readings)].filter(isText).join(' ');
    return { ...first.document, confidence: 'content', ...(basis === '' ? {} : { basis }) };
  }
  return ofSeveral(
    { ...declared, parts: withFailures(declared.parts ?? [], failures) },
    read.map(({ content, document: { created: _, ...document } }) => ({
      ...document,
      digest: content.blob.digest,
    })),
    doubtOf(readings),
  );
}

/** Why what was read may not be all: of the first blob that was cut, or had parts that cannot be read. */
function doubtOf(readings: readonly BlobReading[]): string | undefined {
  const doubts = readings.flatMap(({ content, reading }) => headBasis(content) ?? reading.problems[0] ?? []);
  return doubts[0];
}

type Failures = ReadonlyMap<Digest, Binding>;

function ofSeveral(
  declared: Meaning & { readonly parts: readonly Part[] },
  read: readonly Part[],
  basis: string | undefined,
): Meaning {
  const parts = [
    ...read,
    ...declared.parts.filter(({ digest }) => !read.some((part) => part.digest === digest)),
  ];
  const binding = worstBinding(parts.flatMap((part) => part.binding ?? []));
  return {
    ...combineParts(declared, parts),
    confidence: 'content',
    ...(basis === undefined ? {} : { basis }),
    ...(binding === undefined ? {} : { binding }),
    parts,
  };
}

function withDoubt(declared: Meaning, reading: ContentMeaning | undefined, failures: Failures): Meaning {
  const binding = isSigned(declared) ? worstBinding([...failures.values()]) : undefined;
  const doubtful: Meaning = {
    ...declared,
    ...(declared.parts === undefined ? {} : { parts: withFailures(declared.parts, failures) }),
    ...(binding === undefined ? {} : { binding }),
  };
  const problem = reading?.problems[0];
  if (problem !== undefined)
    return { ...doubtful, basis: `Its content could not be read: ${lowerFirst(problem)}` };
  if (declared.kind === 'artifact') return doubtful;
  return { ...doubtful, basis: 'Orrery read its content, but does not know the format.' };
}

function withFailures(parts: readonly Part[], failures: Failures): readonly Part[] {
  return parts.map((part) => {
    const binding = isSigned(part) ? failures.get(part.digest) : undefined;
    return binding === undefined ? part : { ...part, binding };
  });
}

function bindingOfFailure(content: BlobBytes, { problems }: ContentMeaning): Binding {
  if (!content.isWhole) return bindingOfHead;
  if (isBlank(content.bytes)) return emptyBinding('Its document is empty.');
  return unreadableBinding(problems[0] ?? 'Orrery does not know this signature format.');
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.length < 8 && ['', '{}', '[]', 'null'].includes(new TextDecoder().decode(bytes).trim());
}

function headBasis({ isWhole, bytes, blob }: BlobBytes): string | undefined {
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

/** Forms that leave open what is inside, so that nothing inside can contradict them. */
const openForms: ReadonlySet<string> = new Set([
  'sigstore-bundle',
  'dsse',
  'in-toto',
  'cosign-sbom',
  'notation',
]);

/** What is told apart only by reading: a type for all of them is no lie. */
const sameForm: ReadonlySet<string> = new Set([
  'spdx-json spdx3-json',
  'slsa-provenance-v0.2 slsa-provenance-v0.1',
  'cosign-simplesigning sigstore-bundle',
]);

/** `Declared as SPDX SBOM, but holds SARIF · 3 errors.`, where a declared type is not what was read. */
function contradictionOf(declared: Meaning, { kind, format, title }: DocumentMeaning): string | undefined {
  if (declared.kind === 'artifact') return undefined;
  const isOpen = declared.kind === 'attestation' && openForms.has(declared.format);
  // CycloneDX and SPDX 3 have one type for SBOMs, reports and VEX.
  const isOneType = ['cyclonedx-', 'spdx'].some(
    (family) => declared.format.startsWith(family) && format.startsWith(family),
  );
  const isSameKind = isOpen || declared.kind === kind || isOneType;
  const isSameForm =
    declared.format === format ||
    openForms.has(declared.format) ||
    sameForm.has(`${declared.format} ${format}`);
  // A report may come in any form: its type names the scanner more often than the form.
  const matters = !isSameKind || (kind !== 'vulnerability-report' && !isSameForm);
  return matters ? `Declared as ${declared.title}, but holds ${title}.` : undefined;
}
