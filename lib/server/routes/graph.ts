import { walk } from '#lib/discovery/walk/walk';
import { collectFacts, toGraph } from '#lib/graph/collect-facts';
import type { EdgeSource, Fact, Graph } from '#lib/graph/model';
import { edgeSources } from '#lib/graph/model';
import { parseReference } from '#lib/oci/reference';
import { limits } from '#lib/server/platform/limits';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { externalPlaces, placeOf } from '#lib/server/sessions/connect';
import { inWalkTurn } from '#lib/server/sessions/walk-queue';
import { graphDocument } from './graph-document.ts';
import { ndjsonBody } from './ndjson.ts';
import { readQuery } from './read-request.ts';
import type { RouteCall } from './route-call.ts';

/** The graph around a reference: each fact as it is learned, or one document for who asks for JSON. */
export async function answerGraph({ request, url, session, signal }: RouteCall): Promise<Response> {
  const { ref, depth = 1, artifactType, include, sources, fresh, row } = readQuery('GET /api/graph', url);
  const reference = parseReference(ref);
  const left = new AbortController();
  const stop = AbortSignal.any([signal, left.signal]);
  const options = {
    primary: placeOf(session, reference),
    others: externalPlaces(session, reference),
    reference,
    depth,
    ...(artifactType === undefined ? {} : { artifactType }),
    includeBlobs: include === 'blobs',
    ...(sources === undefined ? {} : { sources: toSources(sources) }),
    isFresh: fresh === '1',
    signal: stop,
    isRow: row === '1',
    limits,
  };
  const facts = inWalkTurn(session, stop, (enterLarge) => walk({ ...options, enterLarge }));
  if (wantsDocument(request)) return documentOf(await collect(facts));
  // Until the artifact itself is read nothing is promised: its failure is a problem, not a stream that breaks.
  const first = await facts.next();
  const headers = { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' };
  return new Response(
    ndjsonBody(first, facts, () => left.abort()),
    { headers },
  );
}

function toSources(text: string): ReadonlySet<EdgeSource> {
  return new Set(text.split(',').map(toSource));
}

function toSource(name: string): EdgeSource {
  const source = edgeSources.find((known) => known === name);
  if (source !== undefined) return source;
  throw invalidRequest(
    `The parameter "sources" knows ${edgeSources.join(', ')}, not "${name.slice(0, 40)}".`,
  );
}

function wantsDocument(request: Request): boolean {
  const accept = request.headers.get('accept') ?? '';
  return accept.includes('application/json') && !accept.includes('application/x-ndjson');
}

async function collect(batches: AsyncIterable<readonly Fact[]>): Promise<Graph | undefined> {
  const collector = collectFacts();
  for await (const facts of batches) collector.add(facts);
  return toGraph(collector.state());
}

function documentOf(graph: Graph | undefined): Response {
  if (graph === undefined) return Response.json(null);
  return new Response(graphDocument(graph), { headers: { 'content-type': 'application/json' } });
}
