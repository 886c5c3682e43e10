import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNdjson } from '#lib/api/client/ndjson';
import { factSchema } from '#lib/api/contract/graph-contract';
import { problemSchema } from '#lib/api/contract/problem-contract';
import type { Problem } from '#lib/api/problems/problem';
import { addFacts } from '#lib/graph/collect-facts';
import type { GraphState } from '#lib/graph/graph-state';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Fact } from '#lib/graph/model';
import { handler } from '#lib/server/http/handler';
import type { Settings } from '#lib/server/platform/env';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { provideServices } from '#lib/server/platform/services';
import { answerGraph } from '#lib/server/routes/graph';
import type { RouteHandler } from '#lib/server/routes/route-call';
import { disconnect } from '#lib/server/sessions/connect';
import { sessionOf } from '#lib/server/sessions/session';

const origin = 'http://localhost:4400';

/** Starts over with services of its own, without demo and without registries. */
export function testServices(settings: Partial<Settings> = {}, embedded?: EmbeddedRegistry): void {
  const defaults = {
    port: 4400,
    dataDir: tmpdir(),
    demo: false,
    access: 'token',
    registry: 'open',
    readOnly: false,
    registries: [],
    cosignRepository: undefined,
    policyFolder: undefined,
    credentialFiles: { docker: join(tmpdir(), 'no-docker-config.json'), containers: undefined },
    logLevel: 'silent',
  } as const;
  provideServices({ settings: { ...defaults, ...settings }, embedded });
  // A connection of another test leads to that test's registry.
  for (const host of embedded?.hosts ?? []) disconnect(sessionOf(new Request(origin)), host);
}

/** Asks a route as a browser on our own page would. */
export function callRoute(answer: RouteHandler, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('host', 'localhost:4400');
  return handler('test', answer)(new Request(origin + path, { ...init, headers }));
}

/** The problem that a route answers with. */
export async function getProblem(answer: RouteHandler, path: string, init?: RequestInit): Promise<Problem> {
  const response = await callRoute(answer, path, init);
  if (response.headers.get('content-type') !== 'application/problem+json')
    throw new Error(`Status ${response.status} and no problem.`);
  return problemSchema.parse(await response.json());
}

/** The graph that the stream of `/api/graph` tells. */
export async function getGraph(reference: string, query = ''): Promise<GraphState> {
  const response = await callRoute(answerGraph, `/api/graph?ref=${encodeURIComponent(reference)}${query}`);
  const facts: Fact[] = [];
  if (!response.ok || response.body === null) throw new Error(await response.text());
  for await (const values of readNdjson(response.body)) {
    facts.push(...values.map((value) => factSchema.parse(value)));
  }
  return addFacts(emptyGraphState, facts);
}
