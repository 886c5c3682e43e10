import { X } from 'lucide-react';
import type { ViewChange } from '#components/graph/view/use-view.ts';
import { chipClass } from '#components/ui/chip';
import type { Facet } from '#lib/graph/filter/facets';
import type { View } from '#lib/graph/picture/view';
import { facetNames, valueName } from './facet-names.ts';

/** What has no chip of its own while it is not chosen. */
const facets = [
  'artifactTypes',
  'platforms',
  'signers',
  'ages',
  'annotations',
] as const satisfies readonly Facet[];

type ChosenChipsProps = { readonly view: View; readonly onViewChange: ViewChange };

/** What is chosen behind the filter button, each to be let go of with one press. */
export function ChosenChips({ view, onViewChange }: ChosenChipsProps) {
  return facets.flatMap((facet) =>
    view[facet].map((value) => (
      <button
        key={`${facet} ${value}`}
        type="button"
        title={`${facetNames[facet]}: ${value}`}
        aria-label={`Let go of ${facetNames[facet]} ${valueName(facet, value)}`}
        onClick={() => onViewChange({ [facet]: view[facet].filter((other) => other !== value) }, 'detail')}
        className={chipClass(true)}
      >
        <bdi className="max-w-48 truncate">{valueName(facet, value)}</bdi>
        <X size={12} aria-hidden="true" />
      </button>
    )),
  );
}
