import { indentJson } from '#lib/formats/json/indent-json';
import type { Folds } from './fold-lines.ts';
import { foldsAround } from './fold-lines.ts';

/** How a document is laid out, and which of its lines are folded. */
export type JsonViewState = {
  /** Undefined until somebody chooses: then a document of one line is indented, any other is exact. */
  readonly layout: JsonLayout | undefined;
  /** The lines whose content is hidden. */
  readonly folded: ReadonlySet<number>;
};

export type JsonLayout = 'exact' | 'indented';

export type JsonViewAction =
  | { readonly type: 'lay-out'; readonly layout: JsonLayout }
  | { readonly type: 'fold'; readonly line: number }
  /** Opens what hides a line. */
  | { readonly type: 'reveal'; readonly line: number; readonly folds: Folds };

export const initialJsonView: JsonViewState = { layout: undefined, folded: new Set() };

/** The state after an action; another layout has other lines, so nothing stays folded. */
export function reduceJsonView(state: JsonViewState, action: JsonViewAction): JsonViewState {
  switch (action.type) {
    case 'lay-out':
      return { layout: action.layout, folded: new Set() };
    case 'fold': {
      const folded = new Set(state.folded);
      if (!folded.delete(action.line)) folded.add(action.line);
      return { ...state, folded };
    }
    case 'reveal': {
      const around = foldsAround(action.line, action.folds).filter((line) => state.folded.has(line));
      if (around.length === 0) return state;
      return { ...state, folded: state.folded.difference(new Set(around)) };
    }
    default:
      return action satisfies never;
  }
}

/** The layout of a document: the one that was chosen, else the one that can be read. */
export function layoutOf({ layout }: JsonViewState, text: string): JsonLayout {
  return layout ?? (text.trimEnd().includes('\n') ? 'exact' : 'indented');
}

/** The text of a document in a layout. */
export function layOut(text: string, layout: JsonLayout): string {
  return layout === 'exact' ? text : indentJson(text);
}
