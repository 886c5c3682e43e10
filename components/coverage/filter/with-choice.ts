import type { CoverageFilter } from './coverage-filter.ts';
import { readFilter, writeFilter } from './coverage-filter.ts';
import type { MenuPart } from './filter-choices.ts';

/** A filter with a value of one of its parts chosen, or taken back; what is no value changes nothing. */
export function withChoice(
  filter: CoverageFilter,
  part: MenuPart,
  value: string,
  isChosen: boolean,
): CoverageFilter {
  const others = filter[part].filter((one) => one !== value);
  // Through the address, which is what judges values.
  const query = writeFilter('', { [part]: isChosen ? [...others, value] : others });
  return { ...filter, [part]: readFilter(query).filter[part] };
}
