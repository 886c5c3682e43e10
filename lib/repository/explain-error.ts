import type { UnknownReason } from '#lib/graph/model';
import { OciError } from '#lib/oci/oci-error';
import { RegistryError } from '#lib/registry/registry-error';

/**
 * Why a registry did not answer a question.
 *
 * @throws the error itself unless it is a RegistryError or an OciError: then it is a fault of ours, and no answer
 */
export function explainError(error: unknown): UnknownReason {
  if (error instanceof OciError) return { reason: error.message, code: error.code };
  if (!(error instanceof RegistryError)) throw error;
  const { message: reason, code, retryAfterSeconds } = error;
  return { reason, code, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

/** Whether the registry answered that it does not have it (404). */
export function isNotFound(error: unknown): error is RegistryError {
  return error instanceof RegistryError && error.code === 'not-found';
}
