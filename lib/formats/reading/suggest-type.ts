import { readContent } from '#lib/formats/content/read-content';
import type { DocumentMeaning } from '#lib/formats/documents/document';
import { typeOfFormat } from '#lib/oci/artifact-type';
import { parseDigest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import { OciError } from '#lib/oci/oci-error';

/** What a file is by its content: its media type, the artifactType that fits it, and what it says of itself. */
export type TypeSuggestion = {
  readonly artifactType: string;
  readonly mediaType: string;
  /** Undefined when nothing is known but the form. */
  readonly title?: string;
};

const byEnvelope = {
  'sigstore-bundle': 'application/vnd.dev.sigstore.bundle.v0.3+json',
  dsse: 'application/vnd.dsse.envelope.v1+json',
  'in-toto': 'application/vnd.in-toto+json',
  'in-toto-metablock': 'application/vnd.in-toto+json',
} as const;

/**
 * The artifactType to suggest for a file that somebody wants to attach, by what is in it: the envelope where there is one,
 * because that is what a verifier asks for, else the document. `bytes` may be its head; `size` is all of it.
 */
export function suggestType(name: string, bytes: Uint8Array, size: number): TypeSuggestion {
  const isWhole = bytes.length >= size;
  const document = documentOf(bytes, size, isWhole);
  if (document !== undefined) {
    const type = envelopeType(document.envelope) ?? documentType(document);
    if (type !== undefined) return { artifactType: type, mediaType: type, title: document.title };
  }
  return plainType(name, bytes, isWhole);
}

function documentOf(bytes: Uint8Array, size: number, isWhole: boolean) {
  try {
    const blob = { digest: anyDigest, size, mediaType: 'application/octet-stream' };
    return readContent({ blob, bytes, isWhole }).documents[0];
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}

const suggested: ReadonlySet<Kind> = new Set<Kind>(['sbom', 'vulnerability-report', 'vex']);
const suggestedSignatures: ReadonlySet<string> = new Set(['helm-prov']);

// Other signatures without an envelope have a type for each tool, which the tool writes itself.
function documentType({ kind, format }: DocumentMeaning): string | undefined {
  return suggested.has(kind) || suggestedSignatures.has(format) ? typeOfFormat(format) : undefined;
}

function envelopeType(envelope: string | undefined): string | undefined {
  return Object.entries(byEnvelope).find(([known]) => known === envelope)?.[1];
}

// The readers look at the content alone; a descriptor must have some digest.
const anyDigest = parseDigest(`sha256:${'0'.repeat(64)}`);

function plainType(name: string, bytes: Uint8Array, isWhole: boolean): TypeSuggestion {
  const start = new TextDecoder().decode(bytes.subarray(0, 65_536), { stream: true }).trimStart();
  const mediaType = mediaTypeOf(name, start, isWhole && bytes.length < 65_536);
  return { artifactType: mediaType, mediaType };
}

function mediaTypeOf(name: string, start: string, isAll: boolean): string {
  if (/^[[{]/.test(start) && (!isAll || isJson(start))) return 'application/json';
  if (start.startsWith('<?xml')) return 'application/xml';
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const known = byEnding[ending];
  if (known !== undefined) return known;
  return start.includes('\ufffd') || start.includes('\0') ? 'application/octet-stream' : 'text/plain';
}

const byEnding: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  html: 'text/html',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  pdf: 'application/pdf',
  tar: 'application/x-tar',
  gz: 'application/gzip',
  tgz: 'application/gzip',
  zip: 'application/zip',
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
