import type { Location } from '#lib/oci/location';
import { parseAddress } from '#lib/oci/location';
import { OciError } from '#lib/oci/oci-error';

/** The screen that the path of an address asks for; undefined for a text that is no reference. */
export function readAddress(text: string): Location | undefined {
  try {
    return parseAddress(text);
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
