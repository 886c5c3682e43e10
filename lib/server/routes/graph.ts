import { inSlices, nextTurn } from '#lib/async/slices';
import { walk } from '#lib/discovery/walk/walk';
import { collectFacts, toGraph } from '#lib/graph/collect-facts';
import type { EdgeSource, Fact, Graph } from '#lib/graph/model';
import { edgeSources } from '#lib/graph/model';
import { parseReference } from '#lib/oci/reference';
import { decompress } from '#lib/server/documents/decompress';
import { toReadingPlace } from '#lib/server/documents/reading-place';
import { limits } from '#lib/server/platform/limits';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { externalPlaces, placeOf } from '#lib/server/sessions/connect';
import { inWalkTurn } from '#lib/server/sessions/walk-queue';
import { ndjsonBody } from './ndjson.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery } from './route-call.ts';

/** The graph around a reference: each fact as it is learned, or one document for who asks for JSON. */
export async function answerGraph({ request, url, session, signal }: RouteCall): Promise<Response> {
  const { ref, depth = 1, artifactType, include, sources, fresh, row } = readQuery('GET /api/graph', url);
  const reference = parseReference(ref);
  const left = new AbortController();
  const stop = AbortSignal.any([signal, left.signal]);
  const options = {
    primary: toReadingPlace(placeOf(session, reference)),
    others: externalPlaces(session, reference).map(toReadingPlace),
    reference,
    depth,
    ...(artifactType === undefined ? {} : { artifactType }),
    includeBlobs: include === 'blobs',
    ...(sources === undefined ? {} : { sources: toSources(sources) }),
    isFresh: fresh === '1',
    signal: stop,
    isRow: row === '1',
    limits,
    decompress,
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

/**
 * A graph as one JSON document, written in pieces: the text of 50,000 nodes made at once would stand still everybody
 * else, and lie in memory beside the nodes.
 */
export function graphDocument(graph: Graph): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const pieces = write(graph);
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
        // A reader that is as fast as we write would leave no turn of the event loop to others.
        await nextTurn();
      },
    },
    { highWaterMark: 0 },
  );
}

async function* write({ nodes, edges, answers, ...rest }: Graph): AsyncGenerator<string> {
  yield JSON.stringify(rest).slice(0, -1);
  for (const [name, list] of Object.entries({ nodes, edges, answers })) {
    yield `,"${name}":[`;
    let isFirst = true;
    for await (const slice of inSlices<unknown>(list)) {
      const text = slice.map((value) => JSON.stringify(value)).join(',');
      yield isFirst ? text : `,${text}`;
      isFirst = false;
    }
    yield ']';
  }
  yield '}';
}
