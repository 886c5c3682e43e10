import type { DocumentMeaning } from '#lib/formats/documents/document';
import { findPredicateType } from '#lib/formats/envelopes/predicate-type';
import { formatLimits } from '#lib/formats/limits';
import { findArtifactType } from '#lib/oci/artifact-type';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Kind, Meaning, Part } from '#lib/oci/kind';
import { isDocumentKind } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';

const nouns: Readonly<Partial<Record<Kind, readonly [one: string, many: string]>>> = {
  signature: ['signature', 'signatures'],
  attestation: ['other', 'attestations'],
  provenance: ['provenance', 'provenance statements'],
  sbom: ['SBOM', 'SBOMs'],
  'vulnerability-report': ['vulnerability report', 'vulnerability reports'],
  vex: ['VEX', 'VEX documents'],
  'test-result': ['test result', 'test results'],
};

/** The title of what BuildKit attests, which stays in front when its documents are known. */
export const buildAttestation = 'Build attestation';

/** What several documents in one manifest are together: of one kind they are so many of it, else attestations. */
export function combineParts(declared: Meaning, parts: readonly Part[]): DocumentMeaning {
  const [first] = parts;
  if (first === undefined) return declared;
  if (parts.length === 1) return withoutDigest(first);
  const kinds = [...new Set(parts.map(({ kind }) => kind))];
  const only = kinds.length === 1 ? first.kind : undefined;
  const isOneFormat = parts.every(({ format }) => format === first.format);
  const isOneEnvelope = parts.every(({ envelope }) => envelope === first.envelope);
  return {
    kind: only ?? 'attestation',
    format: isOneFormat ? first.format : declared.format,
    ...(isOneEnvelope && first.envelope !== undefined ? { envelope: first.envelope } : {}),
    title: titleOf(kinds, parts.length, declared.title.startsWith(buildAttestation)),
  };
}

function titleOf(kinds: readonly Kind[], count: number, isBuild: boolean): string {
  const [kind, ...others] = kinds;
  if (kind !== undefined && others.length === 0) {
    if (isBuild && kind === 'attestation') return buildAttestation;
    return `${count} ${nouns[kind]?.[1] ?? 'documents'}`;
  }
  const list = kinds.map((each) => nouns[each]?.[0] ?? 'other').join(', ');
  return `${isBuild ? buildAttestation : 'Attestations'} · ${list}`;
}

function withoutDigest({ digest: _, ...document }: Part): DocumentMeaning {
  return document;
}

/** Each document of a manifest of documents, as its layer declares it: cosign's tags and BuildKit keep several in one. */
export function declaredParts(manifest: Manifest): readonly Part[] {
  if (manifest.shape !== 'manifest') return [];
  return manifest.layers.slice(0, formatLimits.partsMax).flatMap((layer) => partOf(layer) ?? []);
}

function partOf({ digest, mediaType, annotations = {} }: Descriptor): Part | undefined {
  const row = findArtifactType(mediaType);
  if (row === undefined || !isDocumentKind(row.kind)) return undefined;
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
