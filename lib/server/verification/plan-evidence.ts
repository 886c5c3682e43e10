import type { EvidenceForm } from '#lib/graph/verification/evidence-check';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Kind, Meaning } from '#lib/oci/kind';
import type { ImageManifest, Manifest } from '#lib/oci/manifest';
import { artifactTypeOf } from '#lib/oci/manifest';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { cleanText } from '#lib/text/untrusted-text';
import type { NotationMaterial } from '#lib/verify/notation/notation-material';
import { notationMaterial } from '#lib/verify/notation/notation-material';
import type { CheckRefusal } from '#lib/verify/outcome';

/** One piece of evidence in a manifest, before its bytes are read. */
export type PlannedEvidence = {
  /** The layer that is read; undefined where the manifest alone tells enough. */
  readonly blob?: Descriptor;
  readonly form: EvidenceForm;
  readonly kind: Kind;
  /** As an annotation claims; the content decides. */
  readonly predicateType?: string;
  /** The chart beside a provenance file of Helm. */
  readonly chart?: { readonly content: Descriptor; readonly config?: Descriptor };
  /** What is wrong with the manifest itself. */
  readonly refusal?: CheckRefusal;
};

/** What is known of a manifest that is attached to something. */
type Carrier = Pick<Meaning, 'kind' | 'format' | 'envelope' | 'parts'> & { readonly tags: readonly string[] };

/**
 * The pieces of evidence in a manifest that is attached to something, each with its form; none where it is no evidence.
 * Every layer of cosign's tags is a piece of its own
 * (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md), a signature of notation is the one layer of
 * its manifest (https://github.com/notaryproject/specifications/blob/v1.1.0/specs/signature-specification.md#storage).
 */
export function planEvidence(manifest: Manifest, carrier: Carrier): readonly PlannedEvidence[] {
  if (manifest.shape !== 'manifest') return [];
  const notation = notationMaterial(manifest);
  if (notation !== undefined) return [planNotation(notation)];
  const signed = manifest.layers.flatMap((blob) => {
    const form = formOfLayer(manifest, blob, carrier);
    return form === undefined ? [] : [{ ...claimsOf(blob, carrier), blob, form }];
  });
  if (signed.length > 0) return signed;
  if (carrier.kind === 'signature') return [{ form: 'unsigned', kind: 'signature', refusal: unknownForm }];
  return manifest.layers
    .filter((blob) => isStatement(blob, carrier))
    .map((blob) => ({ ...claimsOf(blob, carrier), blob, form: 'unsigned' }));
}

/** The provenance files that Helm keeps beside a chart, in the manifest of the chart itself (https://helm.sh/docs/topics/registries/). */
export function planOwnEvidence(manifest: Manifest): readonly PlannedEvidence[] {
  if (manifest.shape !== 'manifest') return [];
  const { config, layers } = manifest;
  const content = layers.find(({ mediaType }) => chartType.test(mediaType));
  const chart =
    content === undefined ? {} : { chart: { content, ...(config === undefined ? {} : { config }) } };
  return layers
    .filter(({ mediaType }) => mediaType === helmType)
    .map((blob) => ({ blob, form: 'helm-prov', kind: 'signature', ...chart }));
}

const chartType = /^application\/vnd\.cncf\.helm\.chart\.content\.|^application\/tar\+gzip$/;
const helmType = 'application/vnd.cncf.helm.chart.provenance.v1.prov';
const bundleType = /^application\/vnd\.dev\.sigstore\.bundle\b/;
const signatureAnnotation = 'dev.cosignproject.cosign/signature';

const unknownForm = {
  state: 'cannot-check',
  facet: 'integrity',
  code: 'form-not-supported',
  reason: 'Orrery cannot check this signature format.',
} as const satisfies CheckRefusal;

function planNotation(material: NotationMaterial): PlannedEvidence {
  const kind = 'signature';
  return 'layer' in material
    ? { blob: material.layer, kind, form: material.form }
    : { kind, form: 'notation-jws', refusal: material.refusal };
}

function formOfLayer(manifest: ImageManifest, blob: Descriptor, carrier: Carrier): EvidenceForm | undefined {
  const { mediaType, annotations = {} } = blob;
  if (bundleType.test(mediaType)) return 'sigstore-bundle';
  if (mediaType === 'application/vnd.dev.cosign.simplesigning.v1+json') return 'cosign-simplesigning';
  if (/\bdsse\b/.test(mediaType)) return 'dsse';
  // Cosign takes every layer under its tags, whatever the layer is called.
  const purpose = carrier.tags.map((tag) => parseDigestTag(tag)?.purpose).find((one) => one !== undefined);
  if (purpose === 'sig') return 'cosign-simplesigning';
  if (purpose === 'att') return 'dsse';
  if (annotations[signatureAnnotation] !== undefined) return 'cosign-simplesigning';
  if (bundleType.test(artifactTypeOf(manifest) ?? '')) return 'sigstore-bundle';
  return formOfContent(blob, carrier);
}

/** What the content of a layer was found to be, where its type does not tell. */
function formOfContent({ digest }: Descriptor, { parts, ...whole }: Carrier): EvidenceForm | undefined {
  const { format, envelope } = parts?.find((part) => part.digest === digest) ?? whole;
  if (format === 'sigstore-bundle' || envelope === 'sigstore-bundle') return 'sigstore-bundle';
  if (format === 'cosign-simplesigning') return 'cosign-simplesigning';
  return format === 'dsse' || envelope === 'dsse' ? 'dsse' : undefined;
}

/** A statement about an artifact that nobody signed, as BuildKit writes them; a plain SBOM or report states nothing. */
function isStatement({ mediaType, digest }: Descriptor, { parts, ...whole }: Carrier): boolean {
  if (/\bin-toto\b/.test(mediaType)) return true;
  const { kind, format, envelope } = parts?.find((part) => part.digest === digest) ?? whole;
  return kind === 'attestation' || kind === 'provenance' || format === 'in-toto' || envelope === 'in-toto';
}

const predicateNames = ['predicateType', 'in-toto.io/predicate-type', 'dev.sigstore.bundle.predicateType'];

function claimsOf({ digest, annotations = {} }: Descriptor, { kind, parts }: Carrier) {
  const name = predicateNames.find((one) => annotations[one] !== undefined);
  const predicateType = name === undefined ? undefined : annotations[name];
  const own = parts?.find((part) => part.digest === digest)?.kind ?? kind;
  return {
    // What carries a signature and is unknown to be more is that.
    kind: own === 'artifact' || own === 'image' ? ('signature' as const) : own,
    ...(predicateType === undefined ? {} : { predicateType: cleanText(predicateType) }),
  };
}
