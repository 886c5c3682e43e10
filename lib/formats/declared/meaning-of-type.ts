import { findPredicateType } from '#lib/formats/envelopes/predicate-type';
import { findArtifactType } from '#lib/oci/artifact-type';
import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import type { Kind, Meaning } from '#lib/oci/kind';
import { isNamedKind } from '#lib/oci/kind';
import { mediaTypes } from '#lib/oci/media-type';
import { cleanText } from '#lib/text/untrusted-text';

const bundlePredicate = 'dev.sigstore.bundle.predicateType';
const bundleContent = 'dev.sigstore.bundle.content';
const titleAnnotation = 'org.opencontainers.image.title';

/** What an artifact type or a layer's type declares, with the annotations beside it. */
export function meaningOfType(type: string, annotations: Annotations): Meaning {
  const known = findArtifactType(type);
  const title = annotations[titleAnnotation];
  if (known === undefined) {
    const name = cleanText(title ?? '') || shortType(type);
    return { kind: 'artifact', format: type, title: name, confidence: 'declared' };
  }
  if (known.format === 'sigstore-bundle') return bundleMeaning(annotations);
  return {
    kind: known.kind,
    format: known.format,
    title: cleanText(`${capitalised(known.title)}${nameIn(annotations, known.kind, known.format)}`),
    confidence: 'declared',
  };
}

/** The name and version that the publisher wrote beside it, as Helm and many others do. */
function nameIn(annotations: Annotations, kind: Kind, format: string): string {
  if (format === 'acr-lifecycle') {
    const date = annotations['vnd.microsoft.artifact.lifecycle.end-of-life.date'];
    return date === undefined ? '' : ` ${date.slice(0, 10)}`;
  }
  const title = annotations[titleAnnotation];
  if (title === undefined || !isNamedKind(kind)) return '';
  const version = annotations['org.opencontainers.image.version'];
  return ` ${cleanText(title, 50)}${version === undefined ? '' : ` ${cleanText(version, 20)}`}`;
}

// The envelope says nothing: cosign 3 wraps signatures and attestations alike; the predicate tells them apart.
function bundleMeaning(annotations: Annotations): Meaning {
  const predicate = findPredicateType(annotations[bundlePredicate] ?? '');
  if (predicate !== undefined) {
    return {
      ...predicate,
      title: capitalised(predicate.title),
      envelope: 'sigstore-bundle',
      confidence: 'declared',
    };
  }
  const isSignature = annotations[bundleContent] === 'message-signature';
  return {
    kind: isSignature ? 'signature' : 'attestation',
    format: 'sigstore-bundle',
    title: isSignature ? 'Cosign signature' : 'Sigstore attestation',
    confidence: 'declared',
  };
}

const genericTypes: ReadonlySet<string> = new Set([
  mediaTypes.empty,
  'application/vnd.unknown.artifact.v1',
  'application/vnd.unknown.config.v1+json',
  'application/octet-stream',
  'application/json',
  'application/xml',
  'application/yaml',
  'application/x-yaml',
  'application/zip',
  'application/gzip',
  'application/x-gzip',
  'application/x-tar',
  'application/pdf',
  'text/json',
  'text/xml',
  'text/yaml',
  'text/plain',
  'text/html',
  'text/markdown',
  'text/csv',
]);

/** A type that its writer did not choose, so that the names of the files say more. */
export function isGenericType(type: string): boolean {
  return genericTypes.has(type);
}

/** The name of the only file, or how many there are; undefined when none has a name. */
export function titleOfFiles(layers: readonly Descriptor[]): string | undefined {
  const names = layers.flatMap(({ annotations }) => annotations?.[titleAnnotation] ?? []);
  const [only] = names;
  if (only === undefined) return undefined;
  return names.length === 1 ? cleanText(only) : `${names.length} files`;
}

function shortType(type: string): string {
  if (type === mediaTypes.empty) return 'Artifact';
  return cleanText(type.replace(/^application\/(?:vnd\.)?/, '').replace(/\+(?:json|yaml|gzip)$/, ''));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
