import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { ReferrersResult } from '#lib/registry/registry-client';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import type { CheckContext } from '#lib/transfer/step-context';

/**
 * Reads the referrers API, through all its pages:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers
 * `refused` where a registry that serves everything else gives no list: some token servers give no right for this
 * route, others redirect to a login page or deny the manifest that they hold. The referrers tag is what remains then.
 *
 * @throws RegistryError for every other failure
 */
export async function queryReferrersApi(
  { at, subject }: { readonly at: Repository; readonly subject: Digest },
  { client, signal }: Pick<CheckContext, 'client' | 'signal'>,
): Promise<ReferrersResult | 'refused'> {
  try {
    return await client(at.registry).listReferrers(at.repository, subject, { signal });
  } catch (error) {
    if (error instanceof RegistryError && isRouteRefused(error)) return 'refused';
    throw error;
  }
}

/** Whether a failure is about this route alone, while the registry serves the others. */
const refusalCodes = {
  'host-unknown': false,
  'connection-refused': false,
  'tls-failed': false,
  timeout: false,
  cancelled: false,
  'egress-refused': false,
  'redirect-refused': true,
  'proxy-failed': false,
  unauthorized: true,
  forbidden: true,
  'not-found': false,
  'rate-limited': false,
  unavailable: false,
  refused: false,
  unsupported: false,
  'not-a-registry': true,
  'bad-response': true,
  'digest-mismatch': false,
  'too-large': false,
} as const satisfies Record<RegistryErrorCode, boolean>;

function isRouteRefused({ code, answer }: RegistryError): boolean {
  return refusalCodes[code] || answer?.code === 'MANIFEST_UNKNOWN';
}
