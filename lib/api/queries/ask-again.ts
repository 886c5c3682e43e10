import type { QueryClient } from '@tanstack/react-query';
import { readFacts } from '#lib/api/client/read-facts';
import { apiPath } from '#lib/api/routes/api-path';
import type { GraphState } from '#lib/graph/graph-state';
import type { Answer, Fact } from '#lib/graph/model';
import type { OpenQuestion } from '#lib/graph/open-questions';
import type { Reference } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { homeOf } from './home-of.ts';
import { graphQuery } from './queries.ts';

/** So many nodes are asked about at once; the other connections of the browser stay free for what is looked at. */
const atOnce = 4;

type Asking = {
  readonly reference: Reference;
  readonly state: GraphState;
  readonly questions: readonly OpenQuestion[];
};

/**
 * Repeats open questions alone, one request a node, and adds what is learned to the graph of `reference`.
 *
 * @throws ProblemError, the first of those that a request failed with, once all are done
 */
export async function askAgain(client: QueryClient, { reference, state, questions }: Asking): Promise<void> {
  const requests = [...Map.groupBy(questions, ({ about }) => about)].map(([about, open]) => {
    const node = formatReference(atDigest(homeOf(state.nodes.get(about), reference), about));
    return apiPath('/api/graph', {
      ref: node,
      sources: [...new Set(open.map(({ source }) => source))].join(),
    });
  });
  const failures: unknown[] = [];
  for (let start = 0; start < requests.length; start += atOnce) {
    const outcomes = await Promise.allSettled(requests.slice(start, start + atOnce).map(readAll));
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') remember(client, formatReference(reference), outcome.value);
      else failures.push(outcome.reason);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function readAll(path: string): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  for await (const batch of readFacts(path)) facts.push(...batch);
  return facts;
}

// An expanded node has a walk of its own, which is merged later: its older answer must not win over the newer one.
function remember(client: QueryClient, reference: string, facts: readonly Fact[]): void {
  const { queryKey } = graphQuery(reference);
  client.setQueryData(queryKey, (known) => [...(known ?? []), ...facts]);
  const answers = facts.filter(({ type }) => type === 'answer');
  client.setQueriesData<readonly Fact[]>(
    { queryKey: ['graph'], predicate: (query) => query.queryKey[1] !== reference },
    (known) => (known === undefined || !holdsOpen(known, answers) ? known : [...known, ...answers]),
  );
}

function holdsOpen(known: readonly Fact[], answers: readonly Fact[]): boolean {
  const asked = new Set(answers.flatMap((fact) => (fact.type === 'answer' ? [keyOf(fact.answer)] : [])));
  return known.some((fact) => fact.type === 'answer' && asked.has(keyOf(fact.answer)));
}

function keyOf({ about, question, source }: Answer): string {
  return `${about} ${question} ${source}`;
}
