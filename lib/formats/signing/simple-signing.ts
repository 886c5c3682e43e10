import type { Context, Document } from '#lib/formats/forms/document';
import { textAt } from '#lib/formats/json/json-path';
import { certificateOfPem, signedBy } from '#lib/formats/signing/signer';

/**
 * What cosign signed before 3.0: the digest of an image in Red Hat's simple signing. The signature and its certificate
 * stand in the annotations of the layer.
 */
export function readSimpleSigning(value: unknown, { annotations }: Context): Document | undefined {
  if (textAt(value, 'critical', 'image', 'docker-manifest-digest') === undefined) return undefined;
  const pem = annotations['dev.sigstore.cosign/certificate'];
  const certificate = pem === undefined ? undefined : certificateOfPem(pem);
  return { kind: 'signature', format: 'cosign-simplesigning', ...signedBy(certificate) };
}
