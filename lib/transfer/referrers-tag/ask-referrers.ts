import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { ReferrersResult } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import type { CheckContext } from '#lib/transfer/steps/step-context';

/**
 * Asks the referrers API. `refused` where credentials that are good for all else are not good for it: some token servers
 * give no right for this route (protocol.md §1.9), and then the referrers tag is what there is.
 */
export async function askReferrers(
  { at, subject }: { readonly at: Repository; readonly subject: Digest },
  { client, signal }: Pick<CheckContext, 'client' | 'signal'>,
): Promise<ReferrersResult | 'refused'> {
  try {
    return await client(at.registry).listReferrers(at.repository, subject, { signal });
  } catch (error) {
    const isRefused =
      error instanceof RegistryError && (error.code === 'unauthorized' || error.code === 'forbidden');
    if (isRefused) return 'refused';
    throw error;
  }
}
