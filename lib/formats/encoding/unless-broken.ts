import { OciError } from '#lib/oci/oci-error';

/**
 * What a parser gives; undefined where it refuses, for a part whose fault takes nothing away from the rest.
 *
 * @throws what is not an OciError, which is a fault of ours
 */
export function unlessBroken<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
