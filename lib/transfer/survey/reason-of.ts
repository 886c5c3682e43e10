import { OciError } from '#lib/oci/oci-error';
import { RegistryError } from '#lib/registry/registry-error';

/** Why something could not be read, for a gap; anything but the errors of the layers below is a fault, and goes on. */
export function reasonOf(error: unknown): string {
  if (error instanceof RegistryError || error instanceof OciError) return error.message;
  throw error;
}

/** Whether the registry says that it has it not. */
export function isNotFound(error: unknown): boolean {
  return error instanceof RegistryError && error.code === 'not-found';
}

/** The code of the registry's error document; undefined where there was none. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof RegistryError ? error.answer?.code : undefined;
}
