import { retentionLimits } from './limits.ts';

/** What is kept. What no rule keeps goes, where a rule counts or measures age; without such a rule nothing goes. */
export type RetentionRules = {
  /** Of the artifacts with a tag that fits the pattern, so many of the newest. */
  readonly newest: readonly { readonly count: number; readonly pattern: string }[];
  /** Of what is attached to one artifact, so many of the newest of each kind and tool. */
  readonly stack?: number;
  /** What is younger than so many days. */
  readonly youngerDays?: number;
  /** Whatever is signed, or may be. */
  readonly isSignedKept: boolean;
};

const noRules: RetentionRules = { newest: [], isSignedKept: false };

/** Rules as they were read, and what of the text was not understood, in sentences. */
export type ReadRules = { readonly rules: RetentionRules; readonly problems: readonly string[] };

/**
 * Reads rules as they stand in an address: `newest:10`, `newest:5:release-*`, `stack:7`, `younger:30d`, `signed` and
 * `held`, joined by commas. `held` says what is always so: what another tag or a kept index holds stays.
 */
export function readRules(text: string): ReadRules {
  const words = text.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
  const problems: string[] = [];
  const many = `More than ${retentionLimits.rulesMax} rules: the others are ignored.`;
  if (words.length > retentionLimits.rulesMax) problems.push(many);
  let rules = noRules;
  for (const word of words.slice(0, retentionLimits.rulesMax)) {
    const next = withRule(rules, word);
    if (next === undefined)
      problems.push(
        `"${word.slice(0, retentionLimits.patternMaxCharacters)}" is not a rule. Write newest:10, newest:5:v*, stack:7, younger:30d, signed or held.`,
      );
    else rules = next;
  }
  return { rules, problems };
}

function withRule(rules: RetentionRules, word: string): RetentionRules | undefined {
  const [name = '', first = '', ...rest] = word.split(':');
  switch (name) {
    case 'newest': {
      const count = numberOf(first, retentionLimits.countMax);
      const pattern = rest.length === 0 ? '*' : rest.join(':');
      if (count === undefined || !isPattern(pattern)) return undefined;
      return { ...rules, newest: [...rules.newest, { count, pattern }] };
    }
    case 'stack': {
      const stack = numberOf(first, retentionLimits.countMax);
      return stack === undefined || stack === 0 || rest.length > 0 ? undefined : { ...rules, stack };
    }
    case 'younger': {
      const youngerDays = numberOf(first.replace(/d$/, ''), retentionLimits.daysMax);
      return youngerDays === undefined || rest.length > 0 ? undefined : { ...rules, youngerDays };
    }
    case 'signed':
      return first === '' ? { ...rules, isSignedKept: true } : undefined;
    case 'held':
      return first === '' ? rules : undefined;
    default:
      return undefined;
  }
}

/** The rules as text that {@link readRules} reads back. */
export function formatRules({ newest, stack, youngerDays, isSignedKept }: RetentionRules): string {
  return [
    ...newest.map(({ count, pattern }) => `newest:${count}${pattern === '*' ? '' : `:${pattern}`}`),
    ...(stack === undefined ? [] : [`stack:${stack}`]),
    ...(youngerDays === undefined ? [] : [`younger:${youngerDays}d`]),
    ...(isSignedKept ? ['signed'] : []),
  ].join(',');
}

/** Whether a text can be a pattern: the characters of a tag, and `*` for any number of them. */
export function isPattern(text: string): boolean {
  return text.length <= retentionLimits.patternMaxCharacters && /^[\w.*-]+$/.test(text);
}

/** Whether a tag fits a pattern as a whole. */
export function fitsPattern(tag: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const [head = '', ...others] = parts;
  if (others.length === 0) return tag === pattern;
  const tail = others.pop() ?? '';
  if (!tag.startsWith(head) || tag.length < head.length + tail.length || !tag.endsWith(tail)) return false;
  // The leftmost place of each part leaves the most for the next: no search has to be taken back.
  let from = head.length;
  for (const part of others) {
    const at = tag.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= tag.length - tail.length;
}

function numberOf(text: string, max: number): number | undefined {
  if (!/^\d{1,6}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= max ? number : undefined;
}
