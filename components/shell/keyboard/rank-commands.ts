import type { Command } from '#components/ui/commands.ts';
import type { PaletteRow } from './verb-rows.ts';

/** Rows under one heading, as the list of the palette takes them. */
export type PaletteGroup = { readonly value: string; readonly items: readonly PaletteRow[] };

/** Shorter words have too many neighbours to forgive a wrong letter. */
const forgivenFrom = 5;

/** What cannot be done here stands behind all that can, what takes the end that is written ahead of it. */
const behind = 1_000;
const ahead = 100;

/** Rows under one heading: more than anybody reads through. */
const groupRowsMax = 40;

/**
 * The commands that hold every word of a text, by heading, the nearest first: a title that is the text, then words that
 * begin a title, words that begin a part of it, other words for it, and the same with one wrong letter. Those that are
 * equally near stay in their order; what cannot be done here comes behind all. Of two with one title under a heading the
 * first counts. Where something shall go to, `copy to …`, is asked for by the command itself.
 */
export function groupCommands(commands: readonly PaletteRow[], text: string): readonly PaletteGroup[] {
  const written = text.trim().toLowerCase();
  const wanted = written.replace(/\sto(?:\s.*)?$/s, '');
  const words = wanted.split(/\s+/).filter((word) => word !== '');
  const ranked = commands.flatMap((command) => {
    if (words.length === 0 && command.isOneOfMany === true) return [];
    const distance = distanceOf(command, wanted, words);
    if (distance === undefined) return [];
    const isMeant = wanted !== written && command.takesGoal === true && distance < behind;
    return [{ command, distance: isMeant ? distance - ahead : distance }];
  });
  const near = ranked.sort((a, b) => a.distance - b.distance).map(({ command }) => command);
  const byGroup = Map.groupBy(near, ({ group }) => group);
  return [...byGroup].map(([value, items]) => ({ value, items: firstOfEach(items).slice(0, groupRowsMax) }));
}

function firstOfEach(items: readonly PaletteRow[]): readonly PaletteRow[] {
  const byTitle = new Map<string, PaletteRow>();
  for (const item of items) {
    const key = item.isOneOfMany === true ? `${item.title} ${item.note}` : item.title;
    if (!byTitle.has(key)) byTitle.set(key, item);
  }
  return [...byTitle.values()];
}

function distanceOf(command: PaletteRow, wanted: string, words: readonly string[]): number | undefined {
  if (command.isMeant === true) return -2;
  if (command.title.toLowerCase().replace(/…$/, '') === wanted.replace(/…$/, ''))
    return command.forbidden === undefined ? -1 : behind;
  let sum = 0;
  for (const word of words) {
    const distance = wordDistance(command, word);
    if (distance === undefined) return undefined;
    sum += distance;
  }
  return command.forbidden === undefined ? sum : sum + behind;
}

function wordDistance({ group, title, note = '', aliases = '' }: Command, word: string): number | undefined {
  const own = title.toLowerCase();
  const others = aliases.toLowerCase();
  if (own.startsWith(word)) return 0;
  if (partsOf(own).some((part) => part.startsWith(word))) return 1;
  if (partsOf(others).some((part) => part.startsWith(word))) return 2;
  if (own.includes(word)) return 3;
  if (`${group} ${note} ${aliases}`.toLowerCase().includes(word)) return 4;
  const isForgiven = word.length >= forgivenFrom;
  return isForgiven && partsOf(`${own} ${others}`).some((part) => isNearly(part, word)) ? 5 : undefined;
}

function partsOf(text: string): readonly string[] {
  return text.split(/[\s/:@.,()…-]+/);
}

/** Whether a word, or its beginning, is another one but for one letter: wrong, missing, too many, or two that changed places. */
function isNearly(part: string, word: string): boolean {
  if (part.length < forgivenFrom - 1) return false;
  return [word.length - 1, word.length, word.length + 1].some((length) =>
    differsOnce(part.slice(0, length), word),
  );
}

function differsOnce(a: string, b: string): boolean {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const restA = a.slice(at);
  const restB = b.slice(at);
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
