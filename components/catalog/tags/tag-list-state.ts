/** What somebody has done with a list of tags: filtered, unfolded, selected. */
export type TagListState = {
  readonly filter: string;
  /** Whether the tags that tools made from digests are rows of their own. */
  readonly showsDigestTags: boolean;
  /** The tags whose digest tags are shown below them. */
  readonly open: ReadonlySet<string>;
  /** The tags that are selected, those that have gone since included: what became of them is still on the screen. */
  readonly selected: ReadonlySet<string>;
  /** The tag that was selected or taken back last: a range begins there. */
  readonly anchor: string | undefined;
};

export type TagListAction =
  | { readonly type: 'filter'; readonly text: string }
  | { readonly type: 'clear-selection' }
  | { readonly type: 'show-digest-tags'; readonly shows: boolean }
  | { readonly type: 'toggle'; readonly tag: string }
  /** `names`: all names of the row; one of them may have been selected before the others were known. */
  | { readonly type: 'select'; readonly tag: string; readonly names: readonly string[] }
  /** `order`: the tags of the rows, from the first to the last; `from` where nothing was selected before. */
  | {
      readonly type: 'select-range';
      readonly order: readonly string[];
      readonly to: string;
      readonly from?: string;
    }
  | { readonly type: 'select-all'; readonly tags: readonly string[]; readonly isOn: boolean };

export const initialTagListState: TagListState = {
  filter: '',
  showsDigestTags: false,
  open: new Set(),
  selected: new Set(),
  anchor: undefined,
};

/** The state after an action; `toggle` and `select` take back what they did before. */
export function reduceTagList(state: TagListState, action: TagListAction): TagListState {
  switch (action.type) {
    case 'filter':
      return { ...state, filter: action.text };
    case 'show-digest-tags':
      return { ...state, showsDigestTags: action.shows };
    case 'toggle':
      return { ...state, open: toggled(state.open, action.tag) };
    case 'select': {
      const names = new Set(action.names);
      const selected = state.selected.isDisjointFrom(names)
        ? state.selected.union(new Set([action.tag]))
        : state.selected.difference(names);
      return { ...state, selected, anchor: action.tag };
    }
    case 'select-range': {
      const { order, to, from = to } = action;
      const anchor = state.anchor !== undefined && order.includes(state.anchor) ? state.anchor : from;
      return { ...state, anchor, selected: state.selected.union(new Set(tagsBetween(order, anchor, to))) };
    }
    case 'select-all': {
      const tags = new Set(action.tags);
      const selected = action.isOn ? state.selected.union(tags) : state.selected.difference(tags);
      return { ...state, selected };
    }
    case 'clear-selection':
      return { ...state, selected: new Set(), anchor: undefined };
    default:
      return action satisfies never;
  }
}

/** The tags from one to another, both included, whichever stands first; only the second where the first is not listed. */
function tagsBetween(order: readonly string[], from: string, to: string): readonly string[] {
  const [start, end] = [order.indexOf(from), order.indexOf(to)];
  if (start < 0 || end < 0) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}

type Matching = Pick<TagListState, 'filter'> & { readonly isAscending: boolean };

/** The tags that hold the text of the filter, in its direction; `tags` come in descending order. */
export function matchingTags(tags: readonly string[], { filter, isAscending }: Matching): readonly string[] {
  const text = filter.trim().toLowerCase();
  const matching = tags.filter((tag) => tag.toLowerCase().includes(text));
  return isAscending ? matching.toReversed() : matching;
}

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
