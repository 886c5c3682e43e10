/**
 * Whether a glob fits a whole text: `*` stands for characters without a slash, `**` for any, all others for themselves.
 * It takes at most the length of the glob times that of the text.
 */
export function fitsGlob(glob: string, text: string): boolean {
  // Which positions in the text a beginning of the glob reaches.
  let reached = new Set([0]);
  for (const part of glob.match(/\*\*|./gs) ?? []) {
    reached = part.startsWith('*') ? spread(reached, text, part === '**') : step(reached, text, part);
    if (reached.size === 0) return false;
  }
  return reached.has(text.length);
}

function step(reached: ReadonlySet<number>, text: string, character: string): Set<number> {
  const next = new Set<number>();
  for (const at of reached) if (text[at] === character) next.add(at + 1);
  return next;
}

function spread(reached: ReadonlySet<number>, text: string, isDeep: boolean): Set<number> {
  const next = new Set<number>();
  for (const start of reached)
    for (let at = start; !next.has(at); at++) {
      next.add(at);
      if (at >= text.length || (!isDeep && text[at] === '/')) break;
    }
  return next;
}
