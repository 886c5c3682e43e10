import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { at, textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import { isJsonObject } from '#lib/oci/parse-json';
import { materialOfAnnotations, summaryOfSignature } from './signature-material.ts';

/**
 * What cosign signed before 3.0: the digest of an image in Red Hat's simple signing. The signature and its certificate
 * stand in the annotations of the layer
 * (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#properties).
 */
export function readSimpleSigning(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const name = textAt(value, 'critical', 'image', 'docker-manifest-digest');
  if (name === undefined) return undefined;
  const material = materialOfAnnotations(context.annotations);
  return {
    kind: 'signature',
    format: 'cosign-simplesigning',
    ...claimedSigner(material.certificates?.[0]),
    binding: bindingOf(name, context),
    summary: () =>
      summaryOfSignature({
        form: 'cosign-simplesigning',
        ...material,
        payload: payloadOfSimple(value),
        signatures: 1,
      }),
  };
}

/** What simple signing says: the image, the name that it was signed under, and what the signer added. */
export function payloadOfSimple(value: unknown): readonly (readonly [name: string, value: unknown])[] {
  const optional = at(value, 'optional');
  return [
    ['digest', textAt(value, 'critical', 'image', 'docker-manifest-digest')],
    ['reference', textAt(value, 'critical', 'identity', 'docker-reference')],
    ['type', textAt(value, 'critical', 'type')],
    ...Object.entries(isJsonObject(optional) ? optional : {}),
  ];
}

function bindingOf(name: string, { annotations, isWhole }: DocumentContext): Binding {
  const signature = annotations['dev.cosignproject.cosign/signature'] ?? '';
  if (signature === '')
    return emptyBinding('It holds no signature: the annotation for it is missing or empty.');
  return isWhole ? bindingOfNames([name]) : bindingOfHead;
}
