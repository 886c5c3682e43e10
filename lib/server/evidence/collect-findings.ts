import { LRUCache } from 'lru-cache';
import { mapConcurrent } from '#lib/async/map-concurrent';
import { walk } from '#lib/discovery/walk/walk';
import type { ClassifiedDocument } from '#lib/formats/findings/classify-document';
import { classifyDocument } from '#lib/formats/findings/classify-document';
import { joinFindings } from '#lib/formats/findings/join-findings';
import type { Findings } from '#lib/formats/findings/joined-findings';
import { collectFacts } from '#lib/graph/collect-facts';
import type { Digest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { formatReference, parseRepository } from '#lib/oci/reference';
import { limits } from '#lib/server/platform/limits';
import { externalPlaces, placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { inWalkTurn } from '#lib/server/sessions/walk-queue';
import type { ChosenCarrier } from './choose-carriers.ts';
import { chooseCarriers } from './choose-carriers.ts';
import { readCarrier } from './read-carrier.ts';
import type { Surroundings } from './surroundings.ts';
import { surroundingsOf } from './surroundings.ts';

/** What is asked for, and by whom. */
export type FindingsRequest = {
  readonly session: Session;
  readonly reference: Reference;
  /** Asks for everything, also for what was asked a moment ago. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
};

// What one session may see another may not. The same evidence gives the same answer.
const answers = new WeakMap<Session, LRUCache<string, Findings>>();

/**
 * The findings of an artifact: a walk finds its reports and statements, which are read and joined.
 *
 * @throws RegistryError or OciError when the artifact itself cannot be read
 */
export async function collectFindings(request: FindingsRequest): Promise<Findings> {
  const around = await lookAround(request);
  const known = answers.get(request.session) ?? new LRUCache({ max: limits.findingsKept });
  answers.set(request.session, known);
  const key = keyOf(request.reference, around);
  const findings = known.get(key) ?? (await joinAround(request, around));
  // What could not be read now may be there the next time.
  if (findings.unread.length === 0) known.set(key, findings);
  return findings;
}

function keyOf(reference: Reference, { carriers, isComplete }: Surroundings): string {
  const evidence = carriers.map(({ node, about }) => `${node.digest} ${about}`).sort();
  return JSON.stringify([formatReference(reference), isComplete, evidence]);
}

/** A walk of one step also asks about the platforms of an index; of a large index it takes a second one. */
async function lookAround(request: FindingsRequest): Promise<Surroundings> {
  const near = await walkAround(request, 1);
  return near.platforms.size > limits.platformsAskedMax ? await walkAround(request, 2) : near;
}

async function walkAround(
  { session, reference, isFresh, signal }: FindingsRequest,
  depth: number,
): Promise<Surroundings> {
  const options = {
    primary: placeOf(session, reference),
    others: externalPlaces(session, reference),
    reference,
    depth,
    isFresh,
    isDownward: true,
    signal,
    limits,
  } as const;
  const collector = collectFacts();
  const batches = inWalkTurn(session, signal, (enterLarge) => walk({ ...options, enterLarge }));
  for await (const facts of batches) collector.add(facts);
  const around = surroundingsOf(collector.state());
  if (around === undefined) throw new Error('A walk has ended without its root.');
  return around;
}

type Read = { readonly carrier: ChosenCarrier } & {
  readonly documents: readonly ClassifiedDocument[];
  readonly unread: Findings['unread'];
};

async function joinAround(request: FindingsRequest, around: Surroundings): Promise<Findings> {
  const { chosen, left } = chooseCarriers(around.carriers, {
    reportsOfOneForm: limits.findingsReportsMax,
    all: limits.findingsDocumentsMax,
  });
  const read = await mapConcurrent(chosen, limits.findingsReadAtOnce, (carrier) =>
    readEvidence(request, carrier, around),
  );
  const documents = read.flatMap((one) => one.documents);
  const joined = await joinFindings(
    documents.flatMap(({ report }) => report ?? []),
    documents.flatMap(({ statements }) => statements ?? []),
    around,
  );
  return {
    about: around.root,
    reference: formatReference(request.reference),
    ...joined,
    sboms: documents.flatMap(({ sbom }) => sbom ?? []),
    provenance: documents.flatMap(({ provenance }) => provenance ?? []),
    unread: [
      ...read.flatMap(({ unread }) => unread),
      ...joined.unread,
      ...left.map(({ node }) => unreadOf(node, 'There is too much evidence to read all of it.')),
    ],
    isComplete: around.isComplete,
  };
}

async function readEvidence(
  { session, reference, signal }: FindingsRequest,
  carrier: ChosenCarrier,
  around: Surroundings,
): Promise<Read> {
  const { node, about, olderUnread } = carrier;
  const { registry, repository } = reference;
  const lies = node.repository === undefined ? { registry, repository } : parseRepository(node.repository);
  const { documents, problems } = await readCarrier(
    placeOf(session, lies),
    { ...lies, digest: node.digest },
    signal,
  );
  const where = {
    digest: node.digest,
    about,
    ...(node.created === undefined ? {} : { created: node.created }),
  };
  const classified = documents.map((document) => classifyDocument(document, where, around, olderUnread));
  const reasons = [...problems, ...classified.flatMap(({ unread }) => unread ?? [])];
  const isNothing = classified.every((one) => Object.keys(one).length === 0);
  if (reasons.length === 0 && isNothing && (node.kind === 'vulnerability-report' || node.kind === 'vex'))
    reasons.push('It holds nothing that is understood here.');
  return {
    carrier,
    documents: classified,
    unread: [...new Set(reasons)].map((reason) => unreadOf(node, reason)),
  };
}

function unreadOf({ digest, kind }: { readonly digest: Digest; readonly kind: string }, reason: string) {
  return { digest, reason, kind };
}
