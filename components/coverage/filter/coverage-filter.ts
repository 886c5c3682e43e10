import { formatList, parseList, readableQuery } from '#components/ui/readable-query.ts';
import type { CellState, EvidenceName } from '#lib/audit/audit';
import { cellStates, evidenceNames } from '#lib/audit/audit';
import type { Verdict } from '#lib/graph/verification/verification';
import { verdicts } from '#lib/graph/verification/verification';
import type { Kind } from '#lib/oci/kind';
import { kinds } from '#lib/oci/kind';
import { cleanText } from '#lib/text/untrusted-text';

/** Which artifacts the matrix shows. An empty part leaves all. */
export type CoverageFilter = {
  /** Evidence that is proven not to be there: each of these. */
  readonly lacks: readonly EvidenceName[];
  /** Evidence that is there: each of these. */
  readonly has: readonly EvidenceName[];
  /** One of these: a state of any evidence, `unknown`, or of one, `signature:failed`. */
  readonly states: readonly StateChoice[];
  /** One of these: when it was made. */
  readonly made: readonly AgeChoice[];
  /** One of these: how old its report is. */
  readonly report: readonly AgeChoice[];
  readonly kinds: readonly Kind[];
  readonly platforms: readonly string[];
  readonly verdicts: readonly Verdict[];
  /** Words that tags, digest, repository or a platform hold, each of them. */
  readonly text: string;
};

/** `unknown` of any evidence also means a verdict that is unknown. */
export type StateChoice = CellState | `${EvidenceName}:${CellState | 'partly'}`;

/** `within-7d` is at most 7 days old, `over-90d` is older than 90 days. */
export type AgeChoice = `within-${number}d` | `over-${number}d` | 'not-told';

export const showsAll: CoverageFilter = {
  ...{ lacks: [], has: [], states: [], made: [], report: [] },
  ...{ kinds: [], platforms: [], verdicts: [], text: '' },
};

/** The part of an address that holds each part of a filter. */
const keys = {
  lacks: 'lacks',
  has: 'has',
  states: 'state',
  made: 'made',
  report: 'report',
  kinds: 'kind',
  platforms: 'platform',
  verdicts: 'verdict',
  text: 'find',
} as const satisfies Record<keyof CoverageFilter, string>;

/** Every part of a filter, in the order of its menus. */
const filterParts = [
  ...['lacks', 'has', 'states', 'made', 'report', 'kinds', 'platforms', 'verdicts', 'text'],
] as const satisfies readonly (keyof CoverageFilter)[];

/** The filter of an address, and a sentence for each of its words that is none. */
export function readFilter(search: string): {
  readonly filter: CoverageFilter;
  readonly problems: readonly string[];
} {
  const query = new URLSearchParams(search);
  const problems: string[] = [];
  const list = <T extends string>(
    part: keyof CoverageFilter,
    is: (text: string) => text is T,
  ): readonly T[] => {
    const words = parseList(query.get(keys[part]) ?? '').filter((word) => word !== '');
    for (const word of words)
      if (!is(word))
        problems.push(`“${cleanText(word, 40)}” is not a value of “${keys[part]}”. The filter ignores it.`);
    return [...new Set(words)].filter(is);
  };
  const filter = {
    lacks: list('lacks', isEvidence),
    has: list('has', isEvidence),
    states: list('states', isStateChoice),
    made: list('made', isAgeChoice),
    report: list('report', isAgeChoice),
    kinds: list('kinds', isKind),
    platforms: list('platforms', isShort),
    verdicts: list('verdicts', isVerdict),
    text: query.get(keys.text) ?? '',
  };
  return { filter, problems };
}

/** The query of an address with these parts of the filter changed; all that is not of the filter stays. */
export function writeFilter(search: string, change: Partial<CoverageFilter>): string {
  const query = new URLSearchParams(search);
  for (const part of filterParts) {
    const value = change[part];
    if (value === undefined) continue;
    const text = typeof value === 'string' ? value : formatList(value);
    if (text === '') query.delete(keys[part]);
    else query.set(keys[part], text);
  }
  return readableQuery(query);
}

/** Whether the filter leaves all artifacts. */
export function isEmptyFilter(filter: CoverageFilter): boolean {
  return filterParts.every((part) => filter[part].length === 0);
}

/** Days and side of a choice of age; undefined where it asks for what tells no time. */
export function ageOf(
  choice: AgeChoice,
): { readonly side: 'within' | 'over'; readonly days: number } | undefined {
  const [, side, days] = agePattern.exec(choice) ?? [];
  if (side !== 'within' && side !== 'over') return undefined;
  return { side, days: Number(days) };
}

const agePattern = /^(within|over)-(\d{1,5})d$/;

function isAgeChoice(text: string): text is AgeChoice {
  return text === 'not-told' || agePattern.test(text);
}

function isStateChoice(text: string): text is StateChoice {
  const [first = '', second, ...rest] = text.split(':');
  if (second === undefined) return isCellState(first);
  return rest.length === 0 && isEvidence(first) && (second === 'partly' || isCellState(second));
}

function isCellState(text: string): text is CellState {
  return cellStates.some((state) => state === text);
}

function isEvidence(text: string): text is EvidenceName {
  return evidenceNames.some((name) => name === text);
}

function isKind(text: string): text is Kind {
  return kinds.some((kind) => kind === text);
}

function isVerdict(text: string): text is Verdict {
  return verdicts.some((verdict) => verdict === text);
}

function isShort(text: string): text is string {
  return text.length <= 200;
}
