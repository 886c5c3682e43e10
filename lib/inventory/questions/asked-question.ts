import type { CellState, EvidenceName } from '#lib/audit/audit';
import type { SearchKind } from './search-kinds.ts';
import type { NoticedChange } from './trends.ts';

/** A question to the inventory that can be asked again, of one registry or repository where one is named. */
export type AskedQuestion = {
  readonly host?: string;
  /** `host/name` */
  readonly repository?: string;
} & (
  | { readonly about: 'search'; readonly q: string; readonly kind: SearchKind; readonly below?: string }
  | { readonly about: 'coverage'; readonly lacks: EvidenceName; readonly state?: CellState }
  /** What became so within the last days. */
  | { readonly about: 'changes'; readonly what: NoticedChange }
);
