import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callRoute, getGraph, getProblem, testServices } from '#e2e/fakes/call-route';
import type { Listening } from '#e2e/fakes/listen';
import { startHostileRegistry } from '#e2e/hostile/hostile-registry';
import { answerGraph } from './graph.ts';
import { answerManifest } from './manifest.ts';

let hostile: Listening;
beforeAll(async () => {
  hostile = await startHostileRegistry();
});
afterAll(() => hostile.stop());
beforeEach(() => testServices());

const graphOf = (reference: string) =>
  getProblem(answerGraph, `/api/graph?ref=${encodeURIComponent(reference)}`);

test.for([
  ['not a reference!', 'reference-invalid', 400],
  ['ghcr.io/Org/App:1', 'reference-invalid', 400],
  ['ghcr.io/org/app@sha256:abc', 'digest-invalid', 400],
] as const)('%s is answered %s', async ([text, code, status]) => {
  expect(await graphOf(text)).toMatchObject({ code, status });
});

test.for([
  ['unauthorized', 'unauthorized', 401],
  ['forbidden', 'forbidden', 403],
  ['missing', 'not-found', 404],
  ['rate-limited', 'rate-limited', 429],
  ['web-page', 'not-a-registry', 502],
  ['wrong-digest', 'digest-mismatch', 502],
  ['huge', 'too-large', 413],
] as const)('a registry that answers as "%s" becomes the problem %s', async ([fault, code, status]) => {
  const problem = await graphOf(`${hostile.host}/${fault}:1`);
  expect(problem).toMatchObject({ code, status, registry: hostile.host });
  expect(problem.detail).toMatch(/^.{10,300}\.$/);
  expect(problem.hint.length).toBeGreaterThan(10);
});

test('what the registry asks us to wait is passed on, in the body and in the header', async () => {
  const response = await callRoute(answerGraph, `/api/graph?ref=${hostile.host}/rate-limited:1`);
  expect(response.headers.get('retry-after')).toBe('3600');
  expect(await response.json()).toMatchObject({ retryAfterSeconds: 3600 });
});

test('a host that does not exist is said to be unknown', async () => {
  // No name server is asked for it: a part of a name has 63 characters at most.
  const host = `${'a'.repeat(64)}.invalid`;
  expect(await graphOf(`${host}/app:1`)).toMatchObject({ code: 'host-unknown', status: 502 });
});

test('a port where nobody listens is said not to answer', async () => {
  const host = await closedPort();
  expect(await graphOf(`${host}/app:1`)).toMatchObject({ code: 'connection-refused', status: 502 });
});

test('a registry that speaks plain http where https was agreed is said to have no secure connection', async () => {
  const host = hostile.host.replace('127.0.0.1', 'localhost');
  testServices({ registries: [{ host, plainHttp: false }] });
  expect(await graphOf(`${host}/missing:1`)).toMatchObject({ code: 'tls-failed', status: 502 });
});

test('an index of ten thousand entries is a graph', async () => {
  const graph = await getGraph(`${hostile.host}/wide:1`);
  expect(graph.nodes.size).toBe(10_001);
});

test('a list of referrers that goes in a circle ends, with what it held and a word about it', async () => {
  const graph = await getGraph(`${hostile.host}/looping:1`);
  expect(graph.nodes.size).toBe(3);
  expect(graph.limits).toHaveLength(1);
  expect(graph.complete).toBe(false);
});

test('referrers that may not be listed leave the artifact on the screen, and the question open', async () => {
  const graph = await getGraph(`${hostile.host}/unsure:1`);
  expect(graph.nodes.size).toBe(1);
  expect([...graph.answers.values()]).toContainEqual(
    expect.objectContaining({ question: 'referrers', state: 'unknown', code: 'forbidden' }),
  );
  expect(graph.complete).toBe(false);
});

test.for([
  ['/api/manifest', 'The parameter "ref" is missing'],
  ['/api/manifest?ref=a&ref=b', 'The parameter "ref" is given twice.'],
  ['/api/manifest?ref=a&depth=2', 'There is no parameter "depth" here.'],
] as const)('%s is refused with a sentence', async ([path, sentence]) => {
  const problem = await getProblem(answerManifest, path);
  expect(problem).toMatchObject({ code: 'request-invalid', status: 400 });
  expect(problem.detail).toContain(sentence);
});

test.for(['0', '33', '1.5', 'many', ''])('a depth of "%s" is refused', async (depth) => {
  const problem = await getProblem(answerGraph, `/api/graph?ref=a&depth=${depth}`);
  expect(problem.detail).toBe('The parameter "depth" must be a whole number from 1 to 32.');
});

async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? `127.0.0.1:${address?.port}` : '';
}
