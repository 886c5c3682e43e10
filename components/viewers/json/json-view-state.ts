import { indentJson } from '#lib/formats/json/indent-json';

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

/** Where a bracket that opens on a line closes: the lines between them can be folded away. */
export type Folds = ReadonlyMap<number, number>;

const bracket = /"(?:[^"\\]|\\.)*"?|[{}[\]]/g;

/** The lines of a JSON text that open something which closes on a later line, each with the line where it closes. */
export function findFolds(lines: readonly string[]): Folds {
  const folds = new Map<number, number>();
  const open: number[] = [];
  for (const [at, line] of lines.entries()) {
    for (const [token] of line.matchAll(bracket)) {
      if (token === '{' || token === '[') open.push(at);
      else if (token === '}' || token === ']') {
        const start = open.pop();
        // Of two that open on one line the outer one closes last, and is the one that is folded.
        if (start !== undefined && at > start + 1) folds.set(start, at);
      }
    }
  }
  return folds;
}

/** The lines that are shown while those of `folded` are closed. */
export function visibleLines(count: number, folds: Folds, folded: ReadonlySet<number>): readonly number[] {
  const shown: number[] = [];
  for (let at = 0; at < count; at++) {
    shown.push(at);
    const end = folded.has(at) ? folds.get(at) : undefined;
    if (end !== undefined) at = end - 1;
  }
  return shown;
}

/** The folds around a line: they must be open for it to be seen. */
export function foldsAround(line: number, folds: Folds): readonly number[] {
  return [...folds].filter(([start, end]) => start < line && line < end).map(([start]) => start);
}
