import { readableQuery } from '#components/ui/readable-query.ts';
import type { AskableQuestion, ListedQuestion } from '#lib/api/queries/saved-question-queries';
import type { JsonOf } from '#lib/api/routes/route-types';
import type { CellState } from '#lib/audit/audit';
import { formatAge } from '#lib/text/format';
import { countOf, evidenceNouns, searchWords } from './search-words.ts';

const stateWords = {
  present: 'is there and was not checked',
  valid: 'is valid',
  matches: 'matches the policy',
  failed: 'failed its check',
  'cannot-check': 'cannot be checked',
  unknown: 'is not known',
} as const satisfies Record<Exclude<CellState, 'none'>, string>;

const changeWords = {
  unsigned: 'Artifacts that lost their signature within the last 7 days',
  vulnerable: 'Artifacts that got their first open critical finding within the last 7 days',
  fixed: 'Artifacts that lost their last open critical finding within the last 7 days',
} as const;

/** Questions that many ask, ready to be saved. */
export const readyQuestions = [
  { name: 'Newly unsigned', question: { about: 'changes', what: 'unsigned' } },
  { name: 'Newly vulnerable', question: { about: 'changes', what: 'vulnerable' } },
  { name: 'Fixed', question: { about: 'changes', what: 'fixed' } },
  { name: 'Not signed', question: { about: 'coverage', lacks: 'signature' } },
  { name: 'Without an SBOM', question: { about: 'coverage', lacks: 'sbom' } },
] as const satisfies readonly { readonly name: string; readonly question: AskableQuestion }[];

/** What a question asks, as a person would say it. */
export function questionSentence(question: AskableQuestion): string {
  const { host, repository } = question;
  const place = repository ?? host;
  return `${whatOf(question)}${place === undefined ? '' : `, in ${place}`}`;
}

/** The name that is offered for a question. */
export function questionName(question: AskableQuestion): string {
  if (question.about !== 'search') return whatOf(question);
  return `${question.q}${question.below === undefined ? '' : ` below ${question.below}`}`;
}

/** The page that shows the whole answer of a question. */
export function questionPath(question: AskableQuestion): string {
  if (question.about === 'search') {
    const { q, kind, below } = question;
    const query = new URLSearchParams({ q, kind, ...(below === undefined ? {} : { below }) });
    return `/search?${readableQuery(query)}`;
  }
  const host = question.host ?? question.repository?.split('/', 1)[0];
  const view = question.about === 'changes' ? 'trends' : 'coverage';
  const query = new URLSearchParams({ view, ...(host === undefined ? {} : { host }) });
  return `/inventory?${readableQuery(query)}`;
}

/** How many hits a question has; undefined where that is not known. */
export function hitsText({ hits }: Pick<ListedQuestion, 'hits'>): string | undefined {
  if (hits === undefined) return undefined;
  return hits.more ? `more than ${hits.count.toLocaleString('en')} hits` : countOf(hits.count, 'hit');
}

type Doubts = Pick<JsonOf<'GET /api/questions/{id}'>, 'unknown' | 'without' | 'notCompared'>;

/** Behind the number of hits: of how many it is not known, and why: `, 3 have no SBOM`. */
export function doubtsText(question: AskableQuestion, { unknown, without, notCompared }: Doubts): string {
  const evidence = question.about === 'search' ? searchWords[question.kind].evidence : undefined;
  const noun = evidence === undefined ? 'document' : evidenceNouns[evidence].noun;
  return [
    ...(unknown === 0 ? [] : [`, ${unknown.toLocaleString('en')} not known`]),
    ...(without === 0
      ? []
      : [`, ${countOf(without, 'artifact')} ${without === 1 ? 'has' : 'have'} no ${noun}`]),
    ...(notCompared === 0 ? [] : [`, ${countOf(notCompared, 'version')} not compared`]),
  ].join('');
}

type Webhook = NonNullable<ListedQuestion['webhook']>;

/** Whom a webhook tells, and how that went last. The rest of its address may be a secret. */
export function webhookText({ address, lastAt }: Webhook, now: number): string {
  const host = URL.canParse(address) ? new URL(address).host : 'its webhook';
  return `New hits are sent to ${host}${lastAt === undefined ? '' : `; last ${formatAge(lastAt, now)}`}.`;
}

function whatOf(question: AskableQuestion): string {
  switch (question.about) {
    case 'search': {
      const { kind, q, below } = question;
      const version = below === undefined ? '' : ` below ${below}`;
      return `${searchWords[kind].title} ${q}${version}`;
    }
    case 'coverage': {
      const { lacks, state = 'none' } = question;
      if (state === 'none') return `Artifacts without ${evidenceNouns[lacks].one}`;
      return `Artifacts whose ${evidenceNouns[lacks].noun} ${stateWords[state]}`;
    }
    case 'changes':
      return changeWords[question.what];
    default:
      return question satisfies never;
  }
}
