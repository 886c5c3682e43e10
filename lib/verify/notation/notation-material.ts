import type { Descriptor } from '#lib/oci/descriptor';
import type { Manifest } from '#lib/oci/manifest';
import type { CheckRefusal } from '#lib/verify/outcome';

const signatureType = 'application/vnd.cncf.notary.signature';
const forms: ReadonlyMap<string, 'notation-jws' | 'notation-cose'> = new Map([
  ['application/jose+json', 'notation-jws'],
  ['application/cose', 'notation-cose'],
]);

/** Where the envelope is, or why notation would not look. */
export type NotationMaterial =
  | { readonly form: 'notation-jws' | 'notation-cose'; readonly layer: Descriptor }
  | { readonly refusal: CheckRefusal };

/**
 * What a manifest carries as a signature of the Notary Project
 * (https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#oci-signatures): one layer
 * with an envelope of one of the two forms. Undefined for a manifest of another type.
 */
export function notationMaterial(manifest: Manifest): NotationMaterial | undefined {
  if (manifest.shape !== 'manifest') return undefined;
  const type = manifest.artifactType ?? manifest.config?.mediaType;
  if (type !== signatureType) return undefined;
  const [layer, ...others] = manifest.layers;
  if (layer === undefined || others.length > 0) {
    const refusal: CheckRefusal = {
      state: 'failed',
      facet: 'integrity',
      code: 'wrong-signature-count',
      reason: `A signature of notation has one envelope; this one has ${manifest.layers.length}.`,
    };
    return { refusal };
  }
  const form = forms.get(layer.mediaType);
  if (form !== undefined) return { form, layer };
  const refusal: CheckRefusal = {
    state: 'failed',
    facet: 'integrity',
    code: 'wrong-material',
    reason: 'Its envelope has a media type that notation does not know.',
  };
  return { refusal };
}
