import type { Digest } from '#lib/oci/digest';
import { parseReference } from '#lib/oci/reference';
import type { AskedQuestion } from './asked-question.ts';
import { questionLimits } from './limits.ts';
import type { InventoryQuestions } from './open-inventory-questions.ts';
import type { QuestionScope } from './reachable.ts';
import type { SearchCursor } from './search-cursor.ts';
import { parseSearchCursor } from './search-cursor.ts';

/** One artifact that a question finds, or one change of it. */
type Hit = {
  /** The same as long as it is the same hit: tags come and go. */
  readonly key: string;
  readonly reference: string;
  readonly digest?: Digest;
  /** RFC 3339: when the change was noticed. */
  readonly at?: string;
};

/** All that a question finds. */
export type Hits = {
  readonly hits: readonly Hit[];
  /** False: there are more than were read. */
  readonly isWhole: boolean;
  /** RFC 3339: when the oldest fact in it was learned; absent where nothing is known. */
  readonly asOf?: string;
  /** Artifacts of which nobody can say whether they are hits. */
  readonly unknown: number;
  /** Artifacts without a document that would say it. */
  readonly without: number;
  /** Versions of a package that no known order compares with the one that is asked for. */
  readonly notCompared: number;
  /** Repositories of which nobody could tell whether the reader may see them. */
  readonly notAsked: number;
  /** Keys of those artifacts, as far as they can be named: what was a hit before may still be one. */
  readonly unsure: ReadonlySet<string>;
};

/** Reads the pages of a question to their end, up to `max` hits. */
export async function listHits(
  questions: InventoryQuestions,
  scope: QuestionScope,
  asked: AskedQuestion,
  max: number = questionLimits.hitsMax,
): Promise<Hits> {
  switch (asked.about) {
    case 'search':
      return await searchHits(questions, scope, asked, max);
    case 'coverage':
      return await coverageHits(questions, scope, asked, max);
    case 'changes': {
      const {
        rows,
        more,
        asOf,
        unknown,
        notAsked = 0,
      } = await questions.changes(scope, asked.what, questionLimits.changeDays, max);
      const hits = rows.map((row) => ({ ...toHit(row), key: `${toHit(row).key} ${row.at}`, at: row.at }));
      const doubts = { unknown, without: 0, notCompared: 0, notAsked, unsure: new Set<string>() };
      return { hits: eachOnce(hits), isWhole: !more, ...known(asOf), ...doubts };
    }
    default:
      return asked satisfies never;
  }
}

type About<Name extends AskedQuestion['about']> = Extract<AskedQuestion, { readonly about: Name }>;

async function searchHits(
  questions: InventoryQuestions,
  scope: QuestionScope,
  { q, kind, below }: About<'search'>,
  max: number,
): Promise<Hits> {
  const hits: Hit[] = [];
  let from: SearchCursor | undefined;
  let oldest: string | undefined;
  const doubts = { unknown: 0, without: 0, notCompared: 0, notAsked: 0, unsure: new Set<string>() };
  for (let page = 0; page < questionLimits.hitPagesMax; page++) {
    const question = { kind, text: q, below, from, max: questionLimits.hitPageRows };
    const { rows, next, asOf, ...answer } = await questions.search(scope, question);
    oldest = asOf;
    doubts.unknown = answer.unknown;
    doubts.notAsked = answer.notAsked ?? 0;
    // Who has no signature has no signer; what is in an artifact without an SBOM, nobody can say.
    doubts.without = kind === 'signer' ? 0 : answer.without;
    // Only the first page names them.
    doubts.notCompared += answer.notCompared.length;
    hits.push(...rows.flatMap(({ references }) => references.map(toHit)));
    from = next === undefined ? undefined : parseSearchCursor(next);
    const isEnd = from === undefined;
    if (isEnd || hits.length > max) {
      const found = eachOnce(hits);
      const isWhole = isEnd && found.length <= max;
      return { hits: found.slice(0, max), isWhole, ...known(asOf), ...doubts };
    }
  }
  return { hits: eachOnce(hits).slice(0, max), isWhole: false, ...known(oldest), ...doubts };
}

async function coverageHits(
  questions: InventoryQuestions,
  scope: QuestionScope,
  { lacks, state = 'none' }: About<'coverage'>,
  max: number,
): Promise<Hits> {
  const meant = await coverageOf(questions, scope, { evidence: lacks, state }, max);
  if (state === 'unknown') return { ...meant, unsure: new Set() };
  const unsure = await coverageOf(questions, scope, { evidence: lacks, state: 'unknown' }, max);
  return { ...meant, unsure: new Set(unsure.hits.map(({ key }) => key)) };
}

async function coverageOf(
  questions: InventoryQuestions,
  scope: QuestionScope,
  question: Pick<Parameters<InventoryQuestions['coverage']>[1], 'evidence' | 'state'>,
  max: number,
): Promise<Omit<Hits, 'unsure'>> {
  const hits: Hit[] = [];
  let after: string | undefined;
  let first: Awaited<ReturnType<InventoryQuestions['coverage']>> | undefined;
  do {
    const page = await questions.coverage(scope, { ...question, after, max: questionLimits.hitPageRows });
    first ??= page;
    hits.push(...page.rows.map(toHit));
    after = page.next;
  } while (after !== undefined && hits.length < max);
  const isWhole = after === undefined && hits.length <= max;
  const evidence = question.evidence ?? 'signature';
  const unknown = first.counts?.byEvidence[evidence].unknown ?? 0;
  const { notAsked = 0, asOf } = first;
  return { hits: hits.slice(0, max), isWhole, ...known(asOf), unknown, without: 0, notCompared: 0, notAsked };
}

function toHit({ reference, digest }: { readonly reference: string; readonly digest?: Digest }): Hit {
  if (digest === undefined) return { key: reference, reference };
  const { registry, repository } = parseReference(reference);
  return { key: `${registry}/${repository}@${digest}`, reference, digest };
}

/** Several names lead to one artifact. */
function eachOnce(hits: readonly Hit[]): readonly Hit[] {
  return [...new Map(hits.map((hit) => [hit.key, hit])).values()];
}

function known(asOf: string | undefined): Pick<Hits, 'asOf'> {
  return asOf === undefined ? {} : { asOf };
}
