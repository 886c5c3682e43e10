import { TrustedRoot } from '@sigstore/protobuf-specs';
import type { TrustMaterial } from '@sigstore/verify';
import { toTrustMaterial } from '@sigstore/verify';
import { cannotCheck, Refused } from '#lib/verify/outcome';
import type { NamedRoot } from '#lib/verify/policy';
import publicGood from './public-good.json' with { type: 'json' };

/** The root of the public instance of Sigstore, with the day on which it was taken over. */
export const publicGoodRoot: NamedRoot = {
  name: 'public-good',
  root: TrustedRoot.fromJSON(publicGood.trustedRoot),
  date: publicGood.date,
};

/** The same root is read once, however many signatures are held against it. */
const known = new WeakMap<TrustedRoot, TrustMaterial>();

/**
 * The keys and certificates of a root
 * (https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto), ready for checks.
 *
 * @throws Refused `invalid-trusted-root` for what cosign does not take either, a log among it that does not say since when
 * its key holds
 */
export function trustMaterialOf(root: TrustedRoot): TrustMaterial {
  const found = known.get(root);
  if (found !== undefined) return found;
  const material = readMaterial(root);
  known.set(root, material);
  return material;
}

function readMaterial(root: TrustedRoot): TrustMaterial {
  for (const log of [...root.tlogs, ...root.ctlogs])
    if (log.publicKey?.validFor?.start === undefined)
      throw invalid(`It does not say since when the key of the log ${log.baseUrl} holds.`);
  try {
    // Once more through JSON: what another thread sent has plain bytes where the library wants buffers.
    return toTrustMaterial(TrustedRoot.fromJSON(TrustedRoot.toJSON(root)), noKeys);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw invalid('A key or a certificate in it cannot be read.');
  }
}

function noKeys(): never {
  throw cannotCheck('trust', 'no-key', 'No key is known under the name in the bundle’s hint.');
}

function invalid(why: string): Refused {
  return cannotCheck(
    'trust',
    'invalid-trusted-root',
    `The trusted root cannot be used. ${why}`,
    'Make it again with `cosign trusted-root create`.',
  );
}
