import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { ReferrersResult } from '#lib/registry/registry-client';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import type { CheckContext } from '#lib/transfer/step-context';

/**
 * Asks the referrers API. `refused` where a registry that serves all else gives no list: some token servers give no right
 * for this route, others lead to a login page or deny the manifest that they hold. Then the referrers tag is what there is.
 */
export async function queryReferrersApi(
  { at, subject }: { readonly at: Repository; readonly subject: Digest },
  { client, signal }: Pick<CheckContext, 'client' | 'signal'>,
): Promise<ReferrersResult | 'refused'> {
  try {
    return await client(at.registry).listReferrers(at.repository, subject, { signal });
  } catch (error) {
    if (error instanceof RegistryError && isRefusal(error)) return 'refused';
    throw error;
  }
}

const refusals: ReadonlySet<RegistryErrorCode> = new Set([
  'unauthorized',
  'forbidden',
  'redirect-refused',
  'not-a-registry',
  'bad-response',
]);

function isRefusal({ code, answer }: RegistryError): boolean {
  return refusals.has(code) || answer?.code === 'MANIFEST_UNKNOWN';
}
