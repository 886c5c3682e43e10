import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import type { AgingQuestion } from './aging-evidence.ts';
import { countAgingEvidence, listAgingEvidence } from './aging-evidence.ts';
import type { AnswerScope } from './answer-scope.ts';
import { readAnswerScope } from './answer-scope.ts';
import type { CoverageCounts } from './coverage-counts.ts';
import { countCoverage } from './coverage-counts.ts';
import type { CoveredRepository } from './coverage-repositories.ts';
import { readRepositories } from './coverage-repositories.ts';
import type { CoverageQuestion, CoveredArtifact } from './coverage-rows.ts';
import { readCoverage } from './coverage-rows.ts';
import type { NamedRepository } from './named-repositories.ts';
import { listNamed } from './named-repositories.ts';
import type { Orphan, OrphanTotals } from './orphans.ts';
import { countOrphans, listOrphans } from './orphans.ts';
import type { QuestionScope } from './reachable.ts';
import { notAskedOf } from './reachable.ts';
import type { RetentionFacts } from './retention-facts.ts';
import { readRetentionFacts } from './retention-facts.ts';
import type { SearchAnswer, SearchQuestion } from './search-inventory.ts';
import { searchInventory } from './search-inventory.ts';
import type { CoverageChange, CoverageDay, NoticedChange } from './trends.ts';
import { readChanges, readDays } from './trends.ts';

/** One page of artifacts with what speaks for each, and how many of all are in which state. */
type CoverageAnswer = Pick<AnswerScope, 'asOf' | 'notAsked'> & {
  /** Only on the first page. */
  readonly counts?: CoverageCounts;
  readonly rows: readonly Omit<CoveredArtifact, 'place'>[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
};

/** What each repository comes to, the worst first. */
type RepositoriesAnswer = Pick<AnswerScope, 'asOf' | 'notAsked'> & {
  readonly repositories: readonly CoveredRepository[];
  readonly more: boolean;
};

/** How it stood day by day, and what became different. */
type TrendsAnswer = AnswerScope & {
  readonly days: readonly CoverageDay[];
  /** The newest first. */
  readonly changes: readonly CoverageChange[];
};

/** What became worse or better within the last days, the newest first. */
type ChangesAnswer = AnswerScope & {
  readonly rows: readonly CoverageChange[];
  /** There are older ones. */
  readonly more: boolean;
};

/** One page of what hangs on manifests to which no tag leads, or of evidence that is old or superseded. */
type OrphansAnswer = AnswerScope & {
  /** Of all pages; only on the first one. */
  readonly totals?: OrphanTotals;
  readonly rows: readonly Omit<Orphan, 'place'>[];
  readonly next?: string;
};

/** One page of repositories with all that is known of them, and the number behind which the next one begins. */
type RetentionAnswer = {
  readonly repositories: readonly RetentionFacts[];
  readonly next?: number;
  readonly notAsked?: number;
};

/** What an inventory can be asked. Each question is about what its caller may read. */
export type InventoryQuestions = {
  /** The repositories of a scope. */
  readonly named: (scope: QuestionScope) => Promise<readonly NamedRepository[]>;
  readonly search: (scope: QuestionScope, question: SearchQuestion) => Promise<SearchAnswer>;
  /** `after` is the `next` of the page before. */
  readonly coverage: (
    scope: QuestionScope,
    question: Omit<CoverageQuestion, 'from'> & { readonly after?: string | undefined },
  ) => Promise<CoverageAnswer>;
  readonly repositories: (scope: QuestionScope, max: number) => Promise<RepositoriesAnswer>;
  readonly trends: (scope: QuestionScope, days: number, maxChanges: number) => Promise<TrendsAnswer>;
  readonly changes: (
    scope: QuestionScope,
    what: NoticedChange,
    days: number,
    max: number,
  ) => Promise<ChangesAnswer>;
  /** What is known of so many repositories behind the one whose number is `after`, for rules of what is kept. */
  readonly retention: (scope: QuestionScope, after: number, max: number) => Promise<RetentionAnswer>;
  readonly orphans: (
    scope: QuestionScope,
    question: { readonly what: 'orphan' } | AgingQuestion,
    after: string | undefined,
    max: number,
  ) => Promise<OrphansAnswer>;
};

/** The questions to the inventory in a database. */
export function openInventoryQuestions(database: InventoryDatabase): InventoryQuestions {
  return {
    named: (scope) => listNamed(database, scope),
    search: (scope, question) => searchInventory(database, scope, question),
    coverage: async (scope, { after, max, ...question }) => {
      const [repository = 0, manifest = 0] = toNumbers(after);
      const found = await readCoverage(database, scope, {
        ...question,
        from: [repository, manifest],
        max: max + 1,
      });
      const page = toPage(found, max);
      if (after !== undefined) return page;
      const { asOf, ...counts } = await countCoverage(database, scope);
      return { ...(asOf === undefined ? {} : { asOf }), counts, ...notAskedOf(scope), ...page };
    },
    repositories: async (scope, max) => {
      const found = await readRepositories(database, scope, max + 1);
      const repositories = found.slice(0, max);
      const [asOf] = repositories.flatMap((one) => one.asOf ?? []).toSorted();
      const told = { ...(asOf === undefined ? {} : { asOf }), ...notAskedOf(scope) };
      return { ...told, repositories, more: found.length > max };
    },
    trends: async (scope, days, maxChanges) => ({
      ...(await readAnswerScope(database, scope, undefined)),
      days: await readDays(database, scope, days),
      changes: await readChanges(database, scope, days, maxChanges),
    }),
    changes: async (scope, what, days, max) => {
      const found = await readChanges(database, scope, days, max + 1, what);
      const rows = found.slice(0, max);
      return { ...(await readAnswerScope(database, scope, undefined)), rows, more: found.length > max };
    },
    retention: async (scope, after, max) => {
      const found = await readRetentionFacts(database, scope, after, max + 1);
      const repositories = found.slice(0, max);
      const next = found.length > max ? repositories.at(-1)?.id : undefined;
      return { repositories, ...(next === undefined ? {} : { next }), ...notAskedOf(scope) };
    },
    orphans: async (scope, question, after, max) => {
      const [repository = 0, subject = 0, manifest = 0] = toNumbers(after);
      const from = [repository, subject, manifest] as const;
      const isOrphan = question.what === 'orphan';
      const found = isOrphan
        ? await listOrphans(database, scope, from, max + 1)
        : await listAgingEvidence(database, scope, question, from, max + 1);
      const page = { ...(await readAnswerScope(database, scope, undefined)), ...toPage(found, max) };
      if (after !== undefined) return page;
      const totals = isOrphan
        ? await countOrphans(database, scope)
        : await countAgingEvidence(database, scope, question);
      return { ...page, totals };
    },
  };
}

/** A page of at most so many rows, and where the next one begins if there are more. */
function toPage<Row extends { readonly place: readonly number[] }>(found: readonly Row[], max: number) {
  const rows = found.slice(0, max).map(({ place: _, ...row }) => row);
  const last = found[max - 1];
  return found.length > max && last !== undefined ? { rows, next: last.place.join('.') } : { rows };
}

function toNumbers(text: string | undefined): readonly number[] {
  return text === undefined ? [] : text.split('.').map(Number);
}
