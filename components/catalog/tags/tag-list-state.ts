/** What somebody has done with a list of tags: filtered, turned, unfolded, selected. */
export type TagListState = {
  readonly filter: string;
  readonly isAscending: boolean;
  /** Whether the tags that tools made from digests are rows of their own. */
  readonly showsDigestTags: boolean;
  /** The tags whose digest tags are shown below them. */
  readonly open: ReadonlySet<string>;
  /** The tags that are selected, those that have gone since included: what became of them is still on the screen. */
  readonly selected: ReadonlySet<string>;
};

export type TagListAction =
  | { readonly type: 'filter'; readonly text: string }
  | { readonly type: 'reverse' | 'clear-selection' }
  | { readonly type: 'show-digest-tags'; readonly shows: boolean }
  | { readonly type: 'toggle' | 'select'; readonly tag: string };

export const initialTagListState: TagListState = {
  filter: '',
  isAscending: false,
  showsDigestTags: false,
  open: new Set(),
  selected: new Set(),
};

/** The state after an action; `toggle` and `select` take back what they did before. */
export function reduceTagList(state: TagListState, action: TagListAction): TagListState {
  switch (action.type) {
    case 'filter':
      return { ...state, filter: action.text };
    case 'reverse':
      return { ...state, isAscending: !state.isAscending };
    case 'show-digest-tags':
      return { ...state, showsDigestTags: action.shows };
    case 'toggle':
      return { ...state, open: toggled(state.open, action.tag) };
    case 'select':
      return { ...state, selected: toggled(state.selected, action.tag) };
    case 'clear-selection':
      return { ...state, selected: new Set() };
    default:
      return action satisfies never;
  }
}

type Matching = Pick<TagListState, 'filter' | 'isAscending'>;

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
