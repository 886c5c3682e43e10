import { scanHeader } from '#lib/registry/header-scanner';

/** One way to identify oneself that a server offers; scheme and parameter names are lower case. */
export type Challenge = {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
};

const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const separators = /[\s,]+/y;
const spaces = /[ \t]+/y;
const equals = /[ \t]*=[ \t]*/y;
const quoted = /"((?:[^"\\]|\\[\s\S])*)(?:"|$)/y;
const bare = /[^\s,"]*/y;
const token68 = /[A-Za-z0-9._~+/-]+=*[ \t]*(?=,|$)/y;

/**
 * The challenges of a `WWW-Authenticate`. Several headers arrive joined by commas, which also stand between parameters and
 * within quoted values, so the text is split where a scheme begins. What makes no sense is skipped: a server's mistake in
 * one challenge must not hide the next.
 * https://www.rfc-editor.org/rfc/rfc9110#name-www-authenticate
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  const { isAtEnd, take, skip } = scanHeader(header);
  while (!isAtEnd()) {
    if (take(separators) !== null) continue;
    const name = take(token)?.[0].toLowerCase();
    if (name === undefined) {
      if (take(quoted) === null) skip();
      continue;
    }
    const current = challenges.at(-1);
    if (current !== undefined && take(equals) !== null) {
      const value = take(quoted)?.[1]?.replace(/\\([\s\S])/g, '$1') ?? take(bare)?.[0] ?? '';
      if (!current.parameters.has(name)) current.parameters.set(name, value);
    } else {
      challenges.push({ scheme: name, parameters: new Map() });
      if (take(spaces) !== null) take(token68);
    }
  }
  return challenges;
}
