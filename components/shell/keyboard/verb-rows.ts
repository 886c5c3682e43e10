import type { Command, PaletteVerb } from '#components/ui/commands.ts';

/** A row of the palette. */
export type PaletteRow = Command & {
  /** What the box holds once somebody takes the row instead of running it. */
  readonly completion?: string;
  /** It only asks for more: running it is taking it. */
  readonly asks?: true;
  /** It is what the text says, as far as is known: it stands before all that only contains the text. */
  readonly isMeant?: true;
};

/** A text of the palette: what it is called by, and the word that is being written. */
export type PaletteText = {
  /** The verbs that it begins with; empty for a text that begins with none. */
  readonly called: readonly PaletteVerb[];
  /** What stands behind the verb. */
  readonly object: string;
  /** All before the last word. */
  readonly before: string;
  /** The last word; empty behind a space. */
  readonly word: string;
};

/** Something that the last word may become. */
export type Candidate = {
  /** As it is written here: a tag alone in its repository. */
  readonly name: string;
  /** A registry and a repository lead on to what is in them. */
  readonly kind: 'registry' | 'repository' | 'artifact';
};

/**
 * Reads a text: the longest words that are a verb count, and the space behind them. `copy to …` names where to, and not
 * what: its verb has no object here.
 */
export function readPaletteText(text: string, verbs: readonly PaletteVerb[]): PaletteText {
  const written = text.trimStart();
  const small = written.toLowerCase();
  const begins = (words: string) => small.startsWith(words) && /^\s/.test(small.slice(words.length));
  const all = verbs.flatMap(({ words }) => words.filter(begins));
  const longest = all.reduce((best, words) => (words.length > best.length ? words : best), '');
  const word = /\S*$/.exec(text)?.[0] ?? '';
  const object = longest === '' ? '' : written.slice(longest.length).trim();
  const isCalled = longest !== '' && !/^to(?:\s|$)/i.test(object);
  return {
    called: isCalled ? verbs.filter(({ words }) => words.includes(longest)) : [],
    object: isCalled ? object : '',
    ...{ before: text.slice(0, text.length - word.length), word },
  };
}

/**
 * What the verbs of a text do with its object, and with what that may become. `isUnknown`: nothing has the name that is
 * written, and its row comes last.
 */
export function verbRows(
  { called, object, before, word }: PaletteText,
  candidates: readonly Candidate[],
  isUnknown = false,
): readonly PaletteRow[] {
  const typed = called.flatMap((verb) => rowOf(verb, object) ?? []);
  const rows = candidates.flatMap(({ name, kind }) =>
    name === word ? [] : called.flatMap((verb) => candidateRows(verb, { name, kind })),
  );
  return unique(isUnknown ? [...rows, ...typed] : [...typed, ...rows]);

  function candidateRows(verb: PaletteVerb, { name, kind }: Candidate): readonly PaletteRow[] {
    if (verb.title === undefined) return [];
    const completion = `${before}${name}`;
    const leads = (title: string, end: string): PaletteRow => ({
      ...{ group: 'Do', title, completion: `${completion}${end}`, asks: true, run: () => undefined },
    });
    if (kind === 'repository' && verb.takes === 'artifact') return [leads(`Tags of ${name}…`, ':')];
    const on = kind === 'registry' ? [leads(`Repositories of ${name}…`, '/')] : [];
    if (kind === 'registry' && verb.takes === 'artifact') return on;
    // The object is all behind the verb; only its last word becomes the candidate.
    const row = rowOf(verb, `${object.slice(0, object.length - word.length)}${gap(object, word)}${name}`);
    return row === undefined ? on : [{ ...row, completion }, ...on];
  }
}

// What is written behind a first object begins the second: `compare 1.0 ` has lost its space.
function gap(object: string, word: string): string {
  return word === '' && object !== '' ? ' ' : '';
}

function rowOf(verb: PaletteVerb, object: string): PaletteRow | undefined {
  const row = object === '' ? undefined : verb.offer(object);
  const { forbidden } = verb;
  if (row === undefined) return undefined;
  return { group: 'Do', ...(forbidden === undefined ? {} : { forbidden }), ...row };
}

/** The verbs that a text may call, each as the question for its object. */
export function askRows(verbs: readonly PaletteVerb[], { called }: PaletteText): readonly PaletteRow[] {
  return verbs.flatMap((verb) => {
    const { words, title, forbidden } = verb;
    const [first] = words;
    if (title === undefined || first === undefined || called.includes(verb)) return [];
    return [
      {
        ...{
          group: 'By name',
          title,
          aliases: words.join(' '),
          completion: `${first} `,
          asks: true as const,
        },
        ...(forbidden === undefined ? {} : { forbidden }),
        run: () => undefined,
      },
    ];
  });
}

/** What Tab writes: what completes the row that is marked, else the first that can be completed. Undefined where that adds nothing. */
export function completionOf(
  text: string,
  marked: PaletteRow | undefined,
  rows: readonly PaletteRow[],
): string | undefined {
  const able = [marked, ...rows].find((row) => row?.completion !== undefined && row.forbidden === undefined);
  return able?.completion === text ? undefined : able?.completion;
}

function unique(rows: readonly PaletteRow[]): readonly PaletteRow[] {
  return [...new Map(rows.toReversed().map((row) => [`${row.title} ${row.note}`, row])).values()].reverse();
}
