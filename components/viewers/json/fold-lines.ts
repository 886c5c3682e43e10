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
