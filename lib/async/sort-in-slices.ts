import { nextTurn } from './slices.ts';

const sliceSize = 4_096;

/** Texts in the order of their code units, with turns of the event loop between pieces of the work. */
export async function sortInSlices(texts: readonly string[]): Promise<readonly string[]> {
  let runs: (readonly string[])[] = [];
  for (let at = 0; at < texts.length; at += sliceSize) {
    runs.push(texts.slice(at, at + sliceSize).sort());
    await nextTurn();
  }
  while (runs.length > 1) {
    const merged: (readonly string[])[] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? []));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge(left: readonly string[], right: readonly string[]): Promise<readonly string[]> {
  // What was sorted before needs no comparing.
  if ((left.at(-1) ?? '') <= (right[0] ?? '\uffff')) return [...left, ...right];
  const merged: string[] = [];
  for (let l = 0, r = 0; l < left.length || r < right.length; ) {
    const fromLeft = r >= right.length || (l < left.length && (left[l] ?? '') <= (right[r] ?? ''));
    merged.push((fromLeft ? left[l++] : right[r++]) ?? '');
    if (merged.length % (4 * sliceSize) === 0) await nextTurn();
  }
  return merged;
}
