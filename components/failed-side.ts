import type { CompareSides } from '#components/catalog/compare/asked-sides.ts';
import type { Problem } from '#lib/api/problems/problem';
import type { Location } from '#lib/oci/location';
import { OciError } from '#lib/oci/oci-error';
import { parseReference } from '#lib/oci/reference';

/** The artifact of two that a problem names, for the ways on from there; undefined where it names neither. */
export function failedSide({ detail }: Pick<Problem, 'detail'>, sides: CompareSides): Location | undefined {
  const text = [sides.right, sides.left].find((side) => detail.includes(side));
  if (text === undefined) return undefined;
  try {
    return { screen: 'artifact', reference: parseReference(text) };
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
