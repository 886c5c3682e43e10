import type { GraphState } from '#lib/graph/graph-state';
import type { Answer, EdgeSource, Question } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';

const sources = {
  manifest: 'its manifest',
  'referrers-api': 'referrers API',
  'referrers-tag': 'referrers tag',
  'cosign-tags': 'cosign tags',
  buildkit: 'BuildKit entries',
  external: 'other repository',
} as const satisfies Record<EdgeSource, string>;

export const questionTexts = {
  manifest: 'The manifest itself',
  content: 'Its documents',
  children: 'Its content',
  referrers: 'Its referrers',
  tags: 'Tags that point to it',
  indexes: 'Indexes that contain it',
} as const satisfies Record<Question, string>;

/** The sources of an edge: `referrers API and cosign tags`. */
export function formatSources(list: readonly EdgeSource[]): string {
  return new Intl.ListFormat('en').format(list.map((source) => sources[source]));
}

/** The source that was asked. Tags and indexes are found in the lists of the repository, not in a manifest. */
export function sourceText({ question, source }: Pick<Answer, 'question' | 'source'>): string {
  const isUpward = question === 'tags' || question === 'indexes';
  return isUpward && source === 'manifest' ? 'tags of the repository' : sources[source];
}

/** What one source answered: found, none, or why it is unknown. */
export function answerText(answer: Answer): string {
  switch (answer.state) {
    case 'found': {
      const by = { registry: 'the registry', here: 'Orrery' } as const;
      const filtered = answer.filtered === undefined ? '' : `, filtered by ${by[answer.filtered]}`;
      return `${answer.count.toLocaleString('en')} found${filtered}`;
    }
    case 'none':
      return 'none';
    case 'unknown':
      return isOpen(answer)
        ? `not determined: ${answer.reason}`
        : 'this registry does not support it; another source answers instead';
    default:
      return answer satisfies never;
  }
}

type Unknown = Extract<Answer, { state: 'unknown' }>;

/**
 * The open answer (about one node, or about any) with the longest wait that a registry asked for; undefined without a
 * wait. The answer itself, not its text: a countdown starts again only for a new answer.
 */
export function longestWait(state: GraphState, about: Digest | undefined): Unknown | undefined {
  let longest: Unknown | undefined;
  for (const answer of state.answers.values()) {
    if (answer.state !== 'unknown' || (about !== undefined && answer.about !== about)) continue;
    if ((answer.retryAfterSeconds ?? 0) > (longest?.retryAfterSeconds ?? 0)) longest = answer;
  }
  return longest;
}
