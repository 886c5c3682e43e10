import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { certificateOfPem, claimedSigner } from '#lib/formats/encoding/certificate';
import { textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';

/**
 * What cosign signed before 3.0: the digest of an image in Red Hat's simple signing. The signature and its certificate
 * stand in the annotations of the layer
 * (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#properties).
 */
export function readSimpleSigning(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const name = textAt(value, 'critical', 'image', 'docker-manifest-digest');
  if (name === undefined) return undefined;
  const pem = context.annotations['dev.sigstore.cosign/certificate'];
  const certificate = pem === undefined ? undefined : certificateOfPem(pem);
  return {
    kind: 'signature',
    format: 'cosign-simplesigning',
    ...claimedSigner(certificate),
    binding: bindingOf(name, context),
  };
}

function bindingOf(name: string, { annotations, isWhole }: DocumentContext): Binding {
  const signature = annotations['dev.cosignproject.cosign/signature'] ?? '';
  if (signature === '')
    return emptyBinding('It holds no signature: the annotation for it is missing or empty.');
  return isWhole ? bindingOfNames([name]) : bindingOfHead;
}
