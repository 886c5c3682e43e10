import { findPredicateType } from '#lib/formats/predicate-type';
import { findArtifactType } from '#lib/oci/artifact-type';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Part } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';

const maxParts = 64;

/** Each document of a manifest of documents, as its layer declares it: cosign's tags and BuildKit keep several in one. */
export function declaredParts(manifest: Manifest): readonly Part[] {
  if (manifest.shape !== 'manifest') return [];
  return manifest.layers.slice(0, maxParts).flatMap((layer) => partOf(layer) ?? []);
}

const documents: ReadonlySet<string> = new Set([
  'signature',
  'attestation',
  'provenance',
  'sbom',
  'vulnerability-report',
  'vex',
  'test-result',
]);

function partOf({ digest, mediaType, annotations = {} }: Descriptor): Part | undefined {
  const row = findArtifactType(mediaType);
  if (row === undefined || !documents.has(row.kind)) return undefined;
  const predicate = findPredicateType(
    annotations['in-toto.io/predicate-type'] ?? annotations.predicateType ?? '',
  );
  if (row.kind === 'attestation' && predicate !== undefined)
    return { digest, ...predicate, title: capitalised(predicate.title), envelope: row.format };
  return { digest, kind: row.kind, format: row.format, title: capitalised(row.title) };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
