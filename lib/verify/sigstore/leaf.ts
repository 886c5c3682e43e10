import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey } from 'node:crypto';
import { X509Certificate } from '@sigstore/core';
import type { Signer } from '#lib/graph/verification/evidence-check';
import { failed, Refused } from '#lib/verify/outcome';
import { hasShortNumbers } from '#lib/verify/short-numbers';
import { fulcioClaims } from './fulcio-claims.ts';
import { identityOf, nameOfIdentity } from './identity.ts';

/** The certificate of a signer. */
export type Leaf = {
  readonly certificate: X509Certificate;
  /** As it is signed. */
  readonly der: Buffer<ArrayBuffer>;
  readonly key: KeyObject;
  readonly signer: Signer;
};

const usageOid = '2.5.29.37';
const namesOid = '2.5.29.17';
const codeSigning = '1.3.6.1.5.5.7.3.3';

/**
 * The certificate of a signer, as Fulcio gives them (https://github.com/sigstore/fulcio/blob/main/docs/certificate-specification.md):
 * for signing code, no authority itself, and with one issuer. Nothing says yet that anybody trusts it.
 *
 * @throws Refused `malformed`, `certificate-usage`, `issuers-contradict`
 */
export function readLeaf(bytes: Uint8Array): Leaf {
  const der = Buffer.from(bytes);
  try {
    const certificate = X509Certificate.parse(der);
    if (!hasShortNumbers(certificate.root))
      throw failed('trust', 'malformed', 'The certificate has a number that is too long.');
    const extensions = extensionsIn(certificate);
    assertUsage(certificate);
    const key = createPublicKey({ key: certificate.publicKey, format: 'der', type: 'spki' });
    return { certificate, der, key, signer: signerOf(certificate, extensions) };
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw failed('trust', 'malformed', 'The certificate cannot be read.');
  }
}

/** The value of each extension by its OID (https://www.rfc-editor.org/rfc/rfc5280#section-4.2: none stands twice). */
function extensionsIn(certificate: X509Certificate): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const { subs } of certificate.extensions) {
    const oid = subs[0]?.toOID() ?? '';
    if (found.has(oid)) throw failed('trust', 'malformed', 'An extension appears twice in the certificate.');
    found.set(oid, subs.at(-1)?.value ?? new Uint8Array());
  }
  return found;
}

function assertUsage(certificate: X509Certificate): void {
  if (certificate.isCA)
    throw failed('trust', 'certificate-usage', 'The certificate is one of an authority, not of a signer.');
  const [list] = certificate.extension(usageOid)?.valueObj.subs ?? [];
  const usages = list?.subs.map((usage) => usage.toOID()) ?? [];
  if (!usages.includes(codeSigning))
    throw failed('trust', 'certificate-usage', 'The certificate is not one for signing code.');
}

function signerOf(certificate: X509Certificate, extensions: ReadonlyMap<string, Uint8Array>): Signer {
  const { issuer, ...claims } = fulcioClaims(extensions);
  const identity = identityOf(extensions.get(namesOid));
  return {
    kind: 'certificate',
    name: nameOfIdentity(identity),
    ...(identity === undefined ? {} : { identity }),
    ...(issuer === undefined ? {} : { issuer }),
    keyFingerprint: createHash('sha256').update(certificate.publicKey).digest('hex'),
    extensions: claims,
    notBefore: rfc3339(certificate.notBefore),
    notAfter: rfc3339(certificate.notAfter),
  };
}

/** A moment without the fractions that no certificate has. */
export function rfc3339(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
