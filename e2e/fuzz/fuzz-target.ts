import type { Random } from '#e2e/fuzz/random';

/** One parser, what it is fed with, and what must hold for everything that it lets through. */
export type FuzzTarget = {
  readonly name: string;
  /** Texts that it reads well: mutations start from them. */
  readonly seeds: readonly [string, ...string[]];
  /** Pieces that mean something to it. */
  readonly words: readonly [string, ...string[]];
  /** Whether to change the document behind the text too, and not the text alone. */
  readonly isJson: boolean;
  /** At most how many inputs are fed unless somebody asks for a number: for what takes a millisecond and more each. */
  readonly inputs?: number;
  /** Throws when the parser does what it never may; tells whether it took the input for something. */
  readonly check: (bytes: Uint8Array<ArrayBuffer>, random: Random) => boolean;
};

/** Demands what must always hold; the sentence says what did not. */
export function demand(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}

/** What a parser gives, or undefined where it refuses by one of the errors that it may refuse with. */
export function unlessRefused<T>(parse: () => T, ...errors: readonly (new (...args: never[]) => Error)[]) {
  try {
    return parse();
  } catch (error) {
    if (errors.some((type) => error instanceof type)) return undefined;
    throw error;
  }
}
