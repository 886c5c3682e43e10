import { textLimits } from '#lib/text/limits';

/**
 * The names that are spelled most like this one, the nearest first; empty when none is near. Case, and signs that look
 * alike (`0` and `O`, `1` and `l`), count for nothing; every other wrong, missing or added letter for one, of which a
 * third of the name may be wrong. A name that begins with this one is near, too.
 */
export function nearestNames(name: string, names: readonly string[]): readonly string[] {
  const wanted = folded(name);
  const most = Math.min(textLimits.nearestMaxEdits, Math.floor(name.length / 3));
  return names
    .slice(0, textLimits.nearestMaxNames)
    .filter((other) => other !== name)
    .map((other) => ({ other, edits: editsBetween(wanted, folded(other), most) }))
    .filter(({ edits }) => edits <= most)
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, textLimits.nearestShown)
    .map(({ other }) => other);
}

function folded(text: string): string {
  return text
    .slice(0, textLimits.nearestMaxCharacters)
    .toLowerCase()
    .replaceAll('o', '0')
    .replaceAll(/[li]/g, '1');
}

/** The edits from one text to another; more than `most` where there are more. */
function editsBetween(from: string, to: string, most: number): number {
  if (from === to) return 0;
  // What is left out at the end is often what somebody does not know: `1.12` of `1.12.0`.
  if (from.length >= 2 && to.startsWith(from)) return Math.min(1, most);
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const oneMore = Math.min(previous[column] ?? 0, current[column - 1] ?? 0) + 1;
      current.push(Math.min(replaced, oneMore));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
