import { decodeBase64 } from '#lib/formats/signing/base64';
import { namesInCertificate } from '#lib/formats/signing/certificate';

/**
 * `Signed by CN=acme`: whom the certificate of a signature names, which nobody has checked here; without a certificate
 * only that a key was used. Keyless certificates have an empty subject, and the signer as an alternative name.
 */
export function signedBy(certificate: Uint8Array | undefined): string {
  if (certificate === undefined) return 'Signed with a key';
  const { subject, identity } = namesInCertificate(certificate);
  const name = subject ?? identity;
  return name === undefined ? 'Signed with a certificate' : `Signed by ${name}`;
}

const pemBody = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/;

/** The first certificate of a PEM text. */
export function certificateOfPem(pem: string): Uint8Array | undefined {
  const body = pemBody.exec(pem.slice(0, 64 * 1024))?.[1];
  return body === undefined ? undefined : decodeBase64(body);
}
