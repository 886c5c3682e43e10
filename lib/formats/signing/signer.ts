import { decodeBase64 } from '#lib/formats/signing/base64';
import { namesInCertificate } from '#lib/formats/signing/certificate';

/** What to call a signature, and whom its certificate names where it names anybody. */
export type Signer = { readonly title: string; readonly signer?: string };

/**
 * `Signature · says: CN=acme`: whom the certificate of a signature names. Nobody has checked that here, so the title
 * repeats what the certificate says and no more. Keyless certificates have an empty subject, and the signer as an
 * alternative name. Without a certificate a key was used, which has no name.
 */
export function claimedSigner(certificate: Uint8Array | undefined): Signer {
  if (certificate === undefined) return { title: 'Signature with a key' };
  const { subject, identity } = namesInCertificate(certificate);
  const signer = subject ?? identity;
  return signer === undefined
    ? { title: 'Signature with a certificate' }
    : { title: `Signature · says: ${signer}`, signer };
}

const pemBody = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/;

/** The first certificate of a PEM text. */
export function certificateOfPem(pem: string): Uint8Array | undefined {
  const body = pemBody.exec(pem.slice(0, 64 * 1024))?.[1];
  return body === undefined ? undefined : decodeBase64(body);
}
