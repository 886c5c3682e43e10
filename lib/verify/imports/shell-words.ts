import { verifyLimits } from '#lib/verify/limits';

/** The words of a command, or one sentence on why they could not be told. */
export type ShellWords = { readonly words: readonly string[] } | { readonly problem: string };

/**
 * The words of the first command of a text as a POSIX shell splits it
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02): quotes, backslashes, comments and
 * lines that go on. A prompt before it and settings of the environment are left out, and so is what follows a pipe, a
 * semicolon or a redirection. Nothing is expanded: a variable is a problem.
 */
export function readShellWords(text: string): ShellWords {
  if (text.length > verifyLimits.commandMaxCharacters) return { problem: 'The command is too long.' };
  const scanner = new Scanner(text.trim().replace(/^[$#>%] /, ''));
  const problem = scanner.run();
  if (problem !== undefined) return { problem };
  const start = scanner.words.findIndex((word) => !/^[A-Za-z_]\w{0,200}=/.test(word));
  return { words: start < 0 ? [] : scanner.words.slice(start) };
}

class Scanner {
  readonly words: string[] = [];
  readonly #text: string;
  #at = 0;
  /** The word that is being read; undefined between words, and empty after a pair of quotes. */
  #word: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads to the end of the command; gives a sentence where it cannot. */
  run(): string | undefined {
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text.charAt(this.#at);
      if (/[\n;|&<>()]/.test(character)) break;
      if (character === '#' && this.#word === undefined) break;
      const problem = this.#read(character);
      if (problem !== undefined) return problem;
    }
    this.#finish();
    return undefined;
  }

  #read(character: string): string | undefined {
    if (/\s/.test(character)) this.#finish();
    else if (character === '\\') this.#escape();
    else if (character === "'") return this.#single();
    else if (character === '"') return this.#double();
    else if (character === '$' || character === '`') return variable;
    else this.#add(character);
    return undefined;
  }

  #escape(): void {
    this.#at++;
    const next = this.#text.charAt(this.#at);
    if (next === '\r' && this.#text.charAt(this.#at + 1) === '\n') this.#at++;
    else if (next !== '\n') this.#add(next);
  }

  #single(): string | undefined {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) return open;
    this.#add(this.#text.slice(this.#at + 1, end));
    this.#at = end;
    return undefined;
  }

  #double(): string | undefined {
    this.#add('');
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const character = this.#text.charAt(this.#at);
      if (character === '"') return undefined;
      if (character === '$' || character === '`') return variable;
      const next = this.#text.charAt(this.#at + 1);
      if (character === '\\' && /["\\$`\n]/.test(next)) {
        this.#at++;
        if (next !== '\n') this.#add(next);
      } else this.#add(character);
    }
    return open;
  }

  #add(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  #finish(): void {
    if (this.#word !== undefined) this.words.push(this.#word);
    this.#word = undefined;
  }
}

const open = 'The command has a quote that is not closed.';
const variable = 'The command has a shell variable. Replace it with its value.';
