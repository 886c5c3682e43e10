import type { ASN1Obj } from '@sigstore/core';
import { RFC3161Timestamp } from '@sigstore/core';

/** https://www.rfc-editor.org/rfc/rfc5754#section-3.2 */
const rsaHashes: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
]);

/**
 * A time stamp of any authority (https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2). The library knows the signature
 * algorithms of ECDSA alone and would refuse those that sign with RSA.
 */
export class Stamp extends RFC3161Timestamp {
  /** The hash under the signature: of the algorithm where it names one, otherwise of the signer (`rsaEncryption`). */
  override get signatureAlgorithm(): string {
    const known: string | undefined = super.signatureAlgorithm;
    const algorithm = this.signerInfo?.subs[4]?.subs[0]?.toOID() ?? '';
    return known ?? rsaHashes.get(algorithm) ?? this.signerDigestAlgorithm;
  }

  /** The SignedData of the token (https://www.rfc-editor.org/rfc/rfc5652#section-5.1); undefined where there is none. */
  get signedData(): ASN1Obj | undefined {
    return this.root.subs[1]?.subs.find(({ tag }) => tag.isContextSpecific(0))?.subs[0];
  }

  /** Its first SignerInfo, the only one that is verified; undefined where there is none. */
  get signerInfo(): ASN1Obj | undefined {
    return this.signedData?.subs.at(-1)?.subs[0];
  }
}
