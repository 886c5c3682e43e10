import type { Digest } from '#lib/oci/digest';
import type { GraphState } from './graph-state.ts';
import type { Answer, EdgeSource, Question } from './model.ts';
import { isOpen } from './model.ts';

/** A question that no source could answer, in words. */
export type OpenQuestion = {
  readonly about: Digest;
  readonly question: Question;
  readonly source: EdgeSource;
  /** `Referrers: not determined` */
  readonly text: string;
  /** Why, as a half sentence. */
  readonly reason: string;
  readonly code: string;
  readonly retryAfterSeconds?: number;
};

const names = {
  manifest: 'Manifest',
  content: 'Documents',
  children: 'Contents',
  referrers: 'Referrers',
  tags: 'Tags',
  indexes: 'Indexes that contain it',
} as const satisfies Record<Question, string>;

/** Where a source is one of several, it says more than the question. */
const sources = {
  manifest: undefined,
  'referrers-api': undefined,
  'referrers-tag': 'Referrers tag',
  'cosign-tags': 'Cosign tags',
  buildkit: 'BuildKit entries',
  external: 'Other repository',
} as const satisfies Record<EdgeSource, string | undefined>;

/** Every question that is still open, in the order the walk met them. */
export function openQuestions(state: GraphState): readonly OpenQuestion[] {
  return [...state.answers.values()].flatMap((answer) =>
    answer.state === 'unknown' && isOpen(answer) ? [inWords(answer)] : [],
  );
}

function inWords(answer: Extract<Answer, { state: 'unknown' }>): OpenQuestion {
  const { about, question, source, reason, code, retryAfterSeconds } = answer;
  return {
    about,
    question,
    source,
    text: `${sources[source] ?? names[question]}: not determined`,
    reason,
    code,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

/** Who left something out of a list of referrers before it came here. */
export function filteredBy(state: GraphState): 'registry' | 'here' | undefined {
  for (const answer of state.answers.values()) {
    if (answer.state === 'found' && answer.filtered !== undefined) return answer.filtered;
  }
  return undefined;
}
