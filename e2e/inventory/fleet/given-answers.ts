import type { PlantedChange } from '#e2e/inventory/fleet/change-fleet';
import type { Expected } from '#e2e/inventory/fleet/expected-answers';
import { nameOfSearch, searches } from '#e2e/inventory/fleet/expected-answers';
import { evidenceNames } from '#lib/audit/audit';
import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { QuestionScope } from '#lib/inventory/questions/reachable';
import { parseSearchCursor } from '#lib/inventory/questions/search-cursor';

const pageRows = 200;
const changesMax = 100_000;

/** What the inventory says to every question, in the lines of the expected answers. */
export async function givenAnswers(questions: InventoryQuestions, scope: QuestionScope): Promise<Expected> {
  const answers = new Map<string, Set<string>>();
  for (const search of searches) answers.set(nameOfSearch(search), await searchAll(questions, scope, search));
  const repositories = { kind: 'repository', text: '', below: undefined } as const;
  answers.set('repositories', await searchAll(questions, scope, repositories));
  answers.set('coverage', await coverageLines(questions, scope));
  answers.set('orphans', await orphanLines(questions, scope));
  return answers;
}

/** How often each state is there, as the first page of a coverage counts it. */
export async function givenCounts(
  questions: InventoryQuestions,
  scope: QuestionScope,
): Promise<Readonly<Record<string, number>>> {
  const { counts } = await questions.coverage(scope, { max: 1 });
  if (counts === undefined) return {};
  const states = Object.entries(counts.byEvidence).flatMap(([evidence, byState]) =>
    Object.entries(byState).flatMap(([state, count]) =>
      count === 0 ? [] : [[`${evidence} ${state}`, count]],
    ),
  );
  return { ...Object.fromEntries(states), artifacts: counts.artifacts, tags: counts.tags };
}

/** What became different, in lines. */
export async function givenChanges(
  questions: InventoryQuestions,
  scope: QuestionScope,
): Promise<ReadonlySet<string>> {
  const { changes } = await questions.trends(scope, 1, changesMax);
  return new Set(
    changes.map((change) => changeLine({ ...change, before: `${change.before}`, after: `${change.after}` })),
  );
}

export function changeLine({ digest, what, before, after }: PlantedChange): string {
  return `${digest} ${what}: ${before}, now ${after}`;
}

type Asked = Pick<Parameters<InventoryQuestions['search']>[1], 'kind' | 'text' | 'below'>;

async function searchAll(
  questions: InventoryQuestions,
  scope: QuestionScope,
  asked: Asked,
): Promise<Set<string>> {
  const lines = new Set<string>();
  for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
    const from = next === undefined ? undefined : parseSearchCursor(next);
    const answer = await questions.search(scope, { ...asked, from, max: pageRows });
    for (const row of answer.rows)
      for (const { reference, digest } of row.references) {
        const place = digest === undefined ? reference : `${repositoryIn(reference)}@${digest}`;
        lines.add(digest === undefined ? place : `${nameOfRow(asked, row)} ${place}`);
      }
    next = answer.next;
  }
  return lines;
}

type Row = Awaited<ReturnType<InventoryQuestions['search']>>['rows'][number];

function nameOfRow({ text }: Asked, { kind, name, type = '', version = '' }: Row): string {
  if (kind === 'package') return `${name} ${type} ${version}`;
  // A certificate has more in its subject than the name that was planted.
  return kind === 'signer' ? text : name;
}

function repositoryIn(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^/]*$/, '');
}

async function coverageLines(questions: InventoryQuestions, scope: QuestionScope): Promise<Set<string>> {
  const lines = new Set<string>();
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const page = await questions.coverage(scope, { after, max: pageRows });
    for (const { reference, digest, tags, evidence } of page.rows) {
      const states = evidenceNames.map((name) => `${name} ${evidence[name].state}`);
      lines.add(`${repositoryIn(reference)}@${digest} ${[...tags].sort().join(',')} ${states.join(', ')}`);
    }
    after = page.next;
  }
  return lines;
}

async function orphanLines(questions: InventoryQuestions, scope: QuestionScope): Promise<Set<string>> {
  const lines = new Set<string>();
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const page = await questions.orphans(scope, { what: 'orphan' }, after, pageRows);
    for (const { reference, subject } of page.rows) lines.add(`${reference} about ${subject}`);
    after = page.next;
  }
  return lines;
}

/** What is missing and what is too much, a line each; none where both say the same. */
export function differences(expected: Expected, given: Expected): readonly string[] {
  return [...expected].flatMap(([question, lines]) => {
    const found = given.get(question) ?? new Set();
    const missing = [...lines]
      .filter((line) => !found.has(line))
      .map((line) => `${question}: missing ${line}`);
    const more = [...found]
      .filter((line) => !lines.has(line))
      .map((line) => `${question}: unexpected ${line}`);
    return [...missing, ...more];
  });
}
