import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { answerWith, bodyOf } from '#e2e/fakes/fake-fetch';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { addFacts } from '#lib/graph/collect-facts';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Answer, Fact } from '#lib/graph/model';
import { openQuestions } from '#lib/graph/open-questions';
import { parseReference } from '#lib/oci/reference';
import { askAgain } from './ask-again.ts';
import { graphQuery } from './queries.ts';

const root = digestOf(1);
const other = digestOf(2);
const reference = parseReference('localhost:5000/demo/app:1.0');
const key = graphQuery('localhost:5000/demo/app:1.0').queryKey;
const begin: Fact = { type: 'root', root, reference: 'localhost:5000/demo/app:1.0' };
const end = (complete: boolean): Fact => ({
  type: 'end',
  complete,
  requests: { sent: 1, cached: 0 },
  milliseconds: 1,
});

test('only the open sources of each node are asked, one request a node, and the graph becomes whole', async () => {
  const facts = [
    begin,
    known(nodeOf(1)),
    known(nodeOf(2, { repository: 'localhost:5000/demo/signatures' })),
    open(root, 'referrers-api'),
    open(root, 'cosign-tags'),
    open(other, 'referrers-tag'),
    end(false),
  ];
  const client = new QueryClient();
  client.setQueryData(key, facts);
  const asked: string[] = [];
  answerWith((path) => {
    const query = new URL(path, 'http://localhost').searchParams;
    asked.push(`${query.get('ref')} ${query.get('sources')}`);
    const about = query.get('ref')?.endsWith(other) ? other : root;
    const sources = query.get('sources')?.split(',') ?? [];
    return stream([begin, ...sources.map((source) => none(about, source)), end(true)]);
  });
  const state = addFacts(emptyGraphState, facts);
  await askAgain(client, { reference, state, questions: openQuestions(state) });
  expect(asked).toEqual([
    `localhost:5000/demo/app@${root} referrers-api,cosign-tags`,
    `localhost:5000/demo/signatures@${other} referrers-tag`,
  ]);
  expect(addFacts(emptyGraphState, client.getQueryData(key) ?? []).complete).toBe(true);
});

test('the walk of an expanded node learns the newer answer too', async () => {
  const expanded = graphQuery(`localhost:5000/demo/app@${other}`).queryKey;
  const client = new QueryClient();
  const facts = [begin, open(other, 'referrers-api'), end(false)];
  client.setQueryData(key, facts);
  client.setQueryData(expanded, facts);
  answerWith(() => stream([begin, none(other, 'referrers-api'), end(true)]));
  const state = addFacts(emptyGraphState, facts);
  await askAgain(client, { reference, state, questions: openQuestions(state) });
  const both = [...(client.getQueryData(key) ?? []), ...(client.getQueryData(expanded) ?? [])];
  expect(openQuestions(addFacts(emptyGraphState, both))).toEqual([]);
});

test('what one node answered stays when the asking about another breaks', async () => {
  const client = new QueryClient();
  const facts = [begin, open(root, 'referrers-api'), open(other, 'referrers-api'), end(false)];
  client.setQueryData(key, facts);
  answerWith((path) =>
    path.includes(encodeURIComponent(other))
      ? stream([begin])
      : stream([begin, none(root, 'referrers-api'), end(true)]),
  );
  const state = addFacts(emptyGraphState, facts);
  const asking = askAgain(client, { reference, state, questions: openQuestions(state) });
  await expect(asking).rejects.toMatchObject({ problem: { code: 'disconnected' } });
  const after = addFacts(emptyGraphState, client.getQueryData(key) ?? []);
  expect(openQuestions(after).map(({ about }) => about)).toEqual([other]);
});

function known(node: ReturnType<typeof nodeOf>): Fact {
  return { type: 'node', node };
}

function open(about: Answer['about'], source: Answer['source']): Fact {
  const reason = 'the registry asks to wait';
  return {
    type: 'answer',
    answer: { about, question: 'referrers', source, state: 'unknown', reason, code: 'rate-limited' },
  };
}

function none(about: Answer['about'], source: string): unknown {
  return { type: 'answer', answer: { about, question: 'referrers', source, state: 'none' } };
}

function stream(facts: readonly unknown[]): Response {
  return new Response(bodyOf(facts.map((fact) => `${JSON.stringify(fact)}\n`)));
}
