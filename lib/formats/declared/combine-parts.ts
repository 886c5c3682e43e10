import type { Document } from '#lib/formats/forms/document';
import type { Kind, Meaning, Part } from '#lib/oci/kind';

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
export function combineParts(declared: Meaning, parts: readonly Part[]): Document {
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

function withoutDigest({ digest: _, ...document }: Part): Document {
  return document;
}
