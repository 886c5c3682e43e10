import { visibleFact } from '#lib/api/client/visible-fact';
import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import { tagOf } from '#lib/discovery/walk/run-walk';
import { addFacts } from '#lib/graph/collect-facts';
import type { GraphState } from '#lib/graph/graph-state';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Fact } from '#lib/graph/model';
import type { Reference } from '#lib/oci/reference';
import { formatReference, manifestSelector } from '#lib/oci/reference';
import { getLog } from '#lib/server/platform/log';
import { lookLimits } from '#lib/server/sessions/limits';
import { placeOf } from './connect.ts';
import type { Session } from './session.ts';

type RequestHeaders = Pick<Headers, 'get'>;

type LookOptions = {
  /** Of the request for the page. */
  readonly headers: RequestHeaders;
  /** The session that the page has; rejects where it may not ask for this artifact. */
  readonly openSession: () => Promise<Session>;
  readonly waitMs?: number | undefined;
};

/**
 * What the page of an artifact can show before its code is there: the artifact and what it contains, as its manifest tells
 * and as the session of the page may see it. Undefined when that takes longer than a moment or fails, which the page
 * finds out by its own question, and for requests that no person made by opening the page.
 */
export async function firstLook(
  reference: Reference,
  { headers, openSession, waitMs = lookLimits.waitMs }: LookOptions,
): Promise<GraphState | undefined> {
  if (!isOpened(headers)) return undefined;
  const { promise: timeUp, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, waitMs);
  // The read goes on when the time is up: the page asks for the same manifest next, and shares it.
  const read = readManifest(reference, openSession).catch((err: unknown) => {
    getLog().debug({ err }, 'a page shows nothing at once');
    return undefined;
  });
  try {
    return await Promise.race([read, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether somebody opened the page in a window, by a link of ours or by hand. A page of another site could otherwise make
 * this server ask its registries without showing anything.
 */
function isOpened(headers: RequestHeaders): boolean {
  const site = headers.get('sec-fetch-site');
  const isOurs = site === 'none' || site === 'same-origin';
  return isOurs && headers.get('sec-fetch-dest') === 'document' && headers.get('sec-purpose') === null;
}

async function readManifest(
  reference: Reference,
  openSession: LookOptions['openSession'],
): Promise<GraphState | undefined> {
  const { client, repository, cache } = placeOf(await openSession(), reference);
  // A registry that counts requests is asked once, by the page itself.
  if (reference.digest === undefined && client.rateLimit() !== undefined) return undefined;
  const fetched = await client.getManifest(repository, manifestSelector(reference));
  const { digest, manifest } = fetched;
  const tag = tagOf(reference);
  const isShort = manifest.shape === 'index' && manifest.manifests.length <= lookLimits.entriesMax;
  const entries = isShort ? manifest.manifests : [];
  const nodes = [
    nodeOfManifest(fetched, undefined, tag === undefined ? [] : [tag]),
    ...entries.map((entry) => nodeOfDescriptor(entry)),
  ];
  const known = nodes.flatMap((node) => cache.nodes.get(`${repository}@${node.digest}`) ?? []);
  const facts: readonly Fact[] = [
    { type: 'root', root: digest, reference: formatReference(reference) },
    ...[...nodes, ...known].map((node) => ({ type: 'node', node }) as const),
    ...entries.map(({ digest: to }) => {
      const edge = { from: digest, to, relation: 'child', sources: ['manifest'] } as const;
      return { type: 'edge', edge } as const;
    }),
  ];
  return addFacts(emptyGraphState, facts.map(visibleFact));
}
