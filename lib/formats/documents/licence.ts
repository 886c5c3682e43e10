/** How far a licence reaches that asks for its own terms again: over the whole work, or over its own files. */
export type Copyleft = 'strong' | 'weak';

const unsaid: ReadonlySet<string> = new Set(['', 'noassertion', 'none', 'unknown', 'null']);

/**
 * A licence expression as it is counted: without outer brackets and spaces too many. Undefined where nothing is said
 * (NOASSERTION, NONE: https://spdx.github.io/spdx-spec/v2.3/package-information/#713-concluded-license-field).
 */
export function normaliseLicence(expression: string): string | undefined {
  if (/^[\w.+-]{1,100}$/.test(expression))
    return unsaid.has(expression.toLowerCase()) ? undefined : expression;
  let text = expression.slice(0, 2_000).replace(/\s+/g, ' ').trim();
  while (isBracketed(text)) text = text.slice(1, -1).trim();
  if (unsaid.has(text.toLowerCase())) return undefined;
  return isExpression.test(text) ? text.replace(/ (?:and|or|with) /g, (word) => word.toUpperCase()) : text;
}

// Only between single words: "Common Development and Distribution License" is a name.
const isExpression = /^[\w.+:()-]+(?: (?:and|or|with) [\w.+:()-]+)+$/i;

/** Whether the first bracket is closed by the last one. */
function isBracketed(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    if (depth === 0) return at === text.length - 1;
  }
  return false;
}

/** Whether an expression leaves no way around a copyleft licence. */
export function isCopyleft(expression: string): boolean {
  return copyleftOf(expression) !== undefined;
}

const ranks: readonly (Copyleft | undefined)[] = [undefined, 'weak', 'strong'];

/**
 * How far the copyleft of a licence expression reaches (https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/):
 * of a choice (`OR`) the freest counts, of a sum (`AND`) the strongest, and an exception for linking makes a strong one
 * weak. Undefined when there is none, or the licence is unknown.
 */
export function copyleftOf(expression: string): Copyleft | undefined {
  const text = expression
    .slice(0, 5_000)
    .replace(/,? or (?:any )?(?:later|newer)/gi, '+')
    .replace(/Common Development and Distribution/gi, 'CDDL');
  const tokens = text.match(/[()]|[^\s()]{1,300}/g) ?? [];
  return ranks[new ExpressionReader(tokens).choice(0)];
}

class ExpressionReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  choice(depth: number): number {
    let rank = this.#sum(depth);
    while (this.#takes(/^(?:or|\|\|?)$/i)) rank = Math.min(rank, this.#sum(depth));
    return rank;
  }

  #sum(depth: number): number {
    let rank = this.#licence(depth);
    while (this.#takes(/^(?:and|&&?|,|;|\/)$/i)) rank = Math.max(rank, this.#licence(depth));
    return rank;
  }

  #licence(depth: number): number {
    // What nests deeper than this was not written by anybody; its brackets are passed over.
    if (depth < 50 && this.#takes(/^\($/)) {
      const rank = this.choice(depth + 1);
      this.#takes(/^\)$/);
      return rank;
    }
    if (depth >= 50) this.#takes(/^[()]$/);
    const rank = rankOf(this.#words());
    if (!this.#takes(/^with$/i)) return rank;
    return rank === 2 && linkingExceptions.test(this.#words()) ? 1 : rank;
  }

  #words(): string {
    const words: string[] = [];
    while (this.#at < this.#tokens.length && !/^(?:and|or|with|[()]|[|&]{1,2})$/i.test(this.#token)) {
      words.push(this.#token);
      this.#at++;
    }
    return words.join(' ');
  }

  get #token(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #takes(pattern: RegExp): boolean {
    if (!pattern.test(this.#token)) return false;
    this.#at++;
    return true;
  }
}

// https://spdx.org/licenses/exceptions-index.html: those under which a work that links to the code keeps its own terms.
const linkingExceptions =
  /classpath|gcc|libtool|bison|autoconf|linux-syscall|openjdk|font|ecos|gnat|llvm|swift|runtime|universal-foss|qt-|wxwindows|i2p|mif|ocaml|linking|ldr|u-boot|bootloader/i;

const strong =
  /\b(?:A?GPL|GFDL|ODbL|CC-BY(?:-NC)?-SA|SSPL|OSL|EUPL|RPL|Sleepycat|QPL|CPAL|CECILL-(?:1|2)|Parity|copyleft-next|MS-RL)(?:\b|[v\d])|\bGNU (?:Affero )?General Public|\bGNU (?:A?GPL)/i;
const weak =
  /\b(?:LGPL|MPL|EPL|CDDL|CPL|APSL|IPL|NPL|CECILL-C|MS-RL|OFL|LGPLLR|SISSL)(?:\b|[v\d])|\bGNU (?:Lesser|Library) General Public|Mozilla Public License|Eclipse Public License|Common Development and Distribution/i;

function rankOf(licence: string): number {
  if (weak.test(licence)) return 1;
  return strong.test(licence) ? 2 : 0;
}
