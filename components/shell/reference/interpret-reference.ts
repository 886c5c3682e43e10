import type { Location } from '#lib/oci/location';
import { OciError } from '#lib/oci/oci-error';
import { parseLocation } from '#lib/oci/pasted-location';

/** What a text in the reference box means: a place to go, or why it is not a reference. */
export type InterpretedReference =
  | { readonly kind: 'location'; readonly location: Location }
  | { readonly kind: 'refused'; readonly message: string; readonly hint: string };

export function interpretReference(text: string): InterpretedReference {
  try {
    return { kind: 'location', location: parseLocation(text) };
  } catch (error) {
    if (!(error instanceof OciError)) throw error;
    return { kind: 'refused', message: error.message, hint: error.hint ?? '' };
  }
}
