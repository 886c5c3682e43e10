import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { verifySigstore } from '#lib/verify/sigstore/verify-sigstore';
import { now, root } from '#lib/verify/testing/check-sigstore';
import { otherDigest, signedDigest } from '#lib/verify/testing/evidence-maker';

const target = { digest: signedDigest, size: 401, mediaType: 'application/vnd.oci.image.manifest.v1+json' };
const trust = { by: 'keyless', root, demands: { ignoreCtLog: false, log: root } } as const;

/** Our check of one bundle, with every rule. */
export function checkByUs(bytes: Uint8Array): void {
  const material = { form: 'sigstore-bundle', bytes } as const;
  const result = verifySigstore({ digest: otherDigest, target, kind: 'signature', material }, trust, now);
  if (!result.isProven) throw new Error(result.reason);
}

const material = toTrustMaterial(root.root, () => {
  throw new Error('There is no key.');
});
const verifier = new Verifier(material);
const policy = {
  subjectAlternativeName: 'ada@acme.example',
  extensions: { issuer: 'https://accounts.acme.example' },
};

/** What the library alone checks, which is less. */
export function checkByLibrary(bytes: Uint8Array): void {
  const bundle = bundleFromJSON(JSON.parse(new TextDecoder().decode(bytes)));
  verifier.verify(toSignedEntity(bundle), policy);
}
