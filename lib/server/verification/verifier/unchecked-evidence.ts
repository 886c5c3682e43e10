import type { EvidenceCheck, EvidenceForm, Facets } from '#lib/graph/verification/evidence-check';
import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import type { CheckRefusal } from '#lib/verify/outcome';

/** Where a piece of evidence is, and what it seems to be. */
type Place = {
  readonly digest: Digest;
  readonly blob?: Digest;
  readonly target: { readonly digest: Digest };
  readonly through?: EvidenceCheck['through'];
  readonly kind: Kind;
  readonly predicateType?: string;
} & ({ readonly form: EvidenceForm } | { readonly material: { readonly form: EvidenceForm } });

/** A check that ended before the signature was looked at. */
export function uncheckedEvidence(
  place: Place,
  {
    state,
    code,
    reason,
    help,
    facet,
  }: Omit<CheckRefusal, 'facet'> & { readonly facet?: CheckRefusal['facet'] },
): EvidenceCheck {
  const { digest, blob, target, through, kind, predicateType } = place;
  const unknown = { state: 'unknown' } as const;
  const facets: Facets = { integrity: unknown, binding: unknown, trust: unknown };
  const failing =
    facet === undefined || state === 'cannot-check' ? {} : { [facet]: { state: 'fails', reason } };
  return {
    digest,
    ...(blob === undefined ? {} : { blob }),
    about: target.digest,
    ...(through === undefined ? {} : { through }),
    form: 'form' in place ? place.form : place.material.form,
    kind,
    ...(predicateType === undefined ? {} : { predicateType }),
    state,
    facets: { ...facets, ...failing },
    times: [],
    code,
    reason,
    ...(help === undefined ? {} : { help }),
  };
}
