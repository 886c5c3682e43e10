import { OciError } from '#lib/oci/oci-error';
import { RegistryError } from '#lib/registry/registry-error';

/** Why something could not be determined; anything but the two errors of the layers below is a fault, and goes on. */
export function explain(error: unknown): { reason: string; code: string; retryAfterSeconds?: number } {
  if (error instanceof OciError) return { reason: error.message, code: error.code };
  if (!(error instanceof RegistryError)) throw error;
  const { message: reason, code, retryAfterSeconds } = error;
  return { reason, code, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}
