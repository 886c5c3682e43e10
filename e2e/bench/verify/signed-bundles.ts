import type { Digest } from '#lib/oci/digest';
import { inTime, sigstore } from '#lib/verify/testing/check-sigstore';
import { makeBundle, signedDigest, statementOf } from '#lib/verify/testing/evidence-maker';

/** Which log a bundle carries an entry of; that of Rekor 2 has a time stamp beside it, as cosign 3 signs. */
export type LogKind = 'rekor-1' | 'rekor-2';

/** So many signatures of an artifact without a key, each with its own certificate and statement. */
export function signBundles(
  log: LogKind,
  count: number,
  digest: Digest = signedDigest,
): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, number) => {
    const payload = statementOf(digest, { predicate: { number } });
    const stampedAt = log === 'rekor-2' ? [inTime] : [];
    const bundle = makeBundle(sigstore, sigstore.certify(), { log, payload, stampedAt });
    return new TextEncoder().encode(JSON.stringify(bundle));
  });
}
